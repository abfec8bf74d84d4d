select job.id
from ringleader_follows as follows cross join ringleader_job as job on job.id = follows.parent
where follows.child = ?1 and job.state in (6, 7)
limit 1;
