select id from ringleader_job where worker_id = ?1 and state = 3 and called_off = 1 order by id;
