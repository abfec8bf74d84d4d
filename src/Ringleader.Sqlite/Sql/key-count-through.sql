-- Counts no further than it has to.
select count(*) from (
  select 1 from ringleader_job where limit_key = ?1 and state in (2, 3) and id <> ?2 limit ?3);
