select
  id, kind, version, arguments, attempts, max_attempts, crashes, time_limit, priority, due_at, tags, kept, trace_parent, unique_key, unique_scope, suspect
from ringleader_job
where queue = ?1 and suspect = ?2 and kind = ?3 and version = ?4 and state = 2 and priority between ?5 and ?6
order by priority desc, due_at, id limit ?7 offset ?8;
