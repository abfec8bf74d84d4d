select exists (
  select 1 from ringleader_job
  where queue = ?1 and suspect = ?2 and kind = ?3 and version = ?4 and state = 2 and priority between ?5 and ?6);
