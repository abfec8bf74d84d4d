select has_stopped, died_alone from ringleader_worker where id = (select worker_id from ringleader_job where id = ?1);
