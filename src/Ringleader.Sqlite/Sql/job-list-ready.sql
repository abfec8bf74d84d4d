select
  id, kind, version, arguments, attempts, max_attempts, crashes, time_limit, priority, due_at, tags, kept, trace_parent, unique_key, unique_scope
from ringleader_job
where queue = ?1 and state = 2 and held = 0 and priority between ?2 and ?3
order by priority desc, due_at, id limit ?4 offset ?5;
