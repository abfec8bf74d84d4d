update ringleader_job set result = ?2 where id = ?1;
