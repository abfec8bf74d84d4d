select
  id, state, in_line, called_off, has_parents, due_at, attempts, max_attempts, crashes, term, ended_at, prune_at, batch_id, cancelled_by,
  unique_scope, keep_result, queue, kind, group_name, limit_key, unique_key, worker_name, suspect, keep_failed
from ringleader_job where id = ?1;
