update ringleader_worker set has_stopped = 1 where id = ?1;
