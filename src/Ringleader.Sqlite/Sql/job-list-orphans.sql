select job.id
from ringleader_worker as worker cross join ringleader_job as job on job.worker_id = worker.id and job.state = 3
where worker.has_stopped = 1 or worker.last_beat + worker.lease <= ?1
limit ?2;
