update ringleader_job set called_off = 1 where id = ?1;
