delete from ringleader_limit where name = ?1;
