select last_job, last_term, last_batch, last_worker, steering from ringleader_store where id = 1;
