update ringleader_job set
  state = ?2, in_line = ?3, called_off = ?4, due_at = ?5, attempts = ?6, crashes = ?7, ended_at = ?8, prune_at = ?9, cancelled_by = ?10, suspect = ?11,
  is_reported = 0, reporting_until = null
where id = ?1;
