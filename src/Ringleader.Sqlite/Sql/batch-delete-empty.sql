-- Not while its jobs are still being taken in: it counts as unended then.
delete from ringleader_batch
where id = ?1 and unended = 0 and not exists (select 1 from ringleader_job where batch_id = ?1)
  and not exists (select 1 from ringleader_guest where batch = ?1);
