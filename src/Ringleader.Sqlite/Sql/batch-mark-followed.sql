update ringleader_batch set
  on_succeeded = case when unsucceeded = 0 then null else on_succeeded end,
  on_ended = case when unended = 0 then null else on_ended end
where id = ?1;
