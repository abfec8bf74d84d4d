-- The longest due of a lane: the first of each priority, which the index has at hand.
with recursive priorities (priority) as (
  select max(priority) from ringleader_job where queue = ?1 and suspect = ?2 and kind = ?3 and version = ?4 and state = 2
  union all
  select (
    select max(priority) from ringleader_job
    where queue = ?1 and suspect = ?2 and kind = ?3 and version = ?4 and state = 2 and priority < priorities.priority)
  from priorities where priorities.priority is not null
)
select min(due_at) from (
  select (
    select min(due_at) from ringleader_job
    where queue = ?1 and suspect = ?2 and kind = ?3 and version = ?4 and state = 2 and priority = priorities.priority) as due_at
  from priorities where priorities.priority is not null);
