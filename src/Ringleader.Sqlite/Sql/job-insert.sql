insert into ringleader_job (
  id, state, suspect, in_line, called_off, has_parents, priority, due_at, attempts, max_attempts, crashes, term, enqueued_at,
  batch_id, unique_scope, keep_result, time_limit, version, queue, kind, group_name, limit_key, unique_key, trace_parent, tags, arguments, keep_failed)
values (?1, ?2, 0, ?3, 0, ?4, ?5, ?6, 0, ?7, 0, 0, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22);
