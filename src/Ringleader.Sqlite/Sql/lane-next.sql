-- The next lane of a queue: ready jobs that the same claims may have. Three probes of the index, since SQLite goes through all rows that equal
-- the start of a comparison of row values.
select * from (
  select * from (
    select suspect, kind, version from ringleader_job
    where queue = ?1 and state = 2 and suspect = ?2 and kind = ?3 and version > ?4 order by suspect, kind, version limit 1)
  union all
  select * from (
    select suspect, kind, version from ringleader_job
    where queue = ?1 and state = 2 and suspect = ?2 and kind > ?3 order by suspect, kind, version limit 1)
  union all
  select * from (
    select suspect, kind, version from ringleader_job
    where queue = ?1 and state = 2 and suspect > ?2 order by suspect, kind, version limit 1)
) order by 1, 2, 3 limit 1;
