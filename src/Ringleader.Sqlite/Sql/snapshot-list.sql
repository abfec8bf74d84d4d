select
  id, kind, version, arguments, state, queue, priority, attempts, max_attempts, crashes, enqueued_at, due_at, ended_at, worker_name, term,
  progress, note, result, error_type, error_message, error_stack, error_at, unique_key, group_name, limit_key, tags, batch_id
from ringleader_job where {filter} order by id desc limit {count};
