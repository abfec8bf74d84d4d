update ringleader_store set last_job = ?1, last_term = ?2, last_batch = ?3, last_worker = ?4, steering = ?5 where id = 1;
