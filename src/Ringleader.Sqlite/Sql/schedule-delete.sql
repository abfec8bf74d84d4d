delete from ringleader_schedule where name = ?1;
