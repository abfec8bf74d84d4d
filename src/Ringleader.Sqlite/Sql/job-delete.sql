delete from ringleader_job where id = ?1;
