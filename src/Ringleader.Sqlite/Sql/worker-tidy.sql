delete from ringleader_worker
where last_beat < ?2 and (has_stopped = 1 or last_beat + lease <= ?1)
  and not exists (select 1 from ringleader_job where worker_id = ringleader_worker.id and state = 3);
