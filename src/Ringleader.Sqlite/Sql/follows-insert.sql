-- Nothing when the parent has succeeded or is gone.
insert into ringleader_follows (parent, child) select id, ?2 from ringleader_job where id = ?1 and state <> 5;
