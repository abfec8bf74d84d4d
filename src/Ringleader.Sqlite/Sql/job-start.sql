update ringleader_job set state = 3, term = ?2, worker_id = ?3, worker_name = ?4, progress = null, note = null where id = ?1;
