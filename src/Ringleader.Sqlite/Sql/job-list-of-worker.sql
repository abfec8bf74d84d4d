select id from ringleader_job where worker_id = ?1 and state = 3 order by id;
