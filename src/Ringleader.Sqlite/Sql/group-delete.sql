delete from ringleader_group where name = ?1;
