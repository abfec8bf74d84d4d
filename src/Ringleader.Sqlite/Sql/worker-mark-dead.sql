-- Kept with the worker, for its jobs may be taken back by several sweeps.
update ringleader_worker set died_alone = 1 = (select count(*) from ringleader_job where worker_id = ringleader_worker.id and state = 3)
where died_alone is null and has_stopped = 0 and last_beat + lease <= ?1;
