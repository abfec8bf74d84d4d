update ringleader_job set held = 0 where held = 1 and kind = ?1;
