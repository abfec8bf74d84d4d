select exists (
  select 1 from ringleader_job
  where queue = ?1 and state = 2 and held = 0 and priority between ?2 and ?3
    and kind not in (select name from ringleader_pause where what = 'kind'));
