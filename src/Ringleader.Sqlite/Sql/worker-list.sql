select
  id, name, queues, slots, lease, started_at, last_beat, has_stopped,
  (select count(*) from ringleader_job where worker_id = ringleader_worker.id and state = 3),
  kinds
from ringleader_worker order by id;
