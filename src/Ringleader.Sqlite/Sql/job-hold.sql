update ringleader_job set held = 1 where id = ?1;
