-- The longest due of a queue: the first of each priority, which the index has at hand, and those put aside.
with recursive priorities (priority) as (
  select max(priority) from ringleader_job where queue = ?1 and state = 2 and held = 0
  union all
  select (select max(priority) from ringleader_job where queue = ?1 and state = 2 and held = 0 and priority < priorities.priority)
  from priorities where priorities.priority is not null
)
select min(due_at) from (
  select (select min(due_at) from ringleader_job where queue = ?1 and state = 2 and held = 0 and priority = priorities.priority) as due_at
  from priorities where priorities.priority is not null
  union all
  select due_at from ringleader_job where held = 1 and queue = ?1
);
