-- Instants are microseconds since 1970 in UTC, durations microseconds. States are those of JobState, by their numbers.

-- One row: how far numbers have been given. `steering` changes with each pause and limit, so that a process knows when to read them again.
create table ringleader_store (
  id integer primary key check (id = 1),
  version integer not null,
  last_job integer not null,
  last_term integer not null,
  last_batch integer not null,
  last_worker integer not null,
  steering integer not null
) strict;

insert into ringleader_store values (1, 0, 0, 0, 0, 0, 0);

-- All jobs, also ended ones until they are pruned. What may be long comes last.
create table ringleader_job (
  id integer primary key,
  state integer not null,
  suspect integer not null,   -- 1: a worker has died with it, and it runs alone
  in_line integer not null,   -- 1: waiting for nothing but a slot of its limit key
  called_off integer not null,
  has_parents integer not null,
  priority integer not null,
  due_at integer not null,
  attempts integer not null,
  max_attempts integer not null,
  crashes integer not null,
  term integer not null,
  enqueued_at integer not null,
  ended_at integer,
  prune_at integer,
  worker_id integer,
  batch_id integer,
  cancelled_by integer,       -- the parent because of which it was cancelled
  unique_scope integer,
  keep_result integer,
  keep_failed integer,
  is_reported integer not null default 0, -- 1: failed, and those who report failures have done so
  reporting_until integer,    -- failed, and somebody is reporting it until then
  time_limit integer,
  version integer not null,
  progress real,
  queue text not null,
  kind text not null,
  group_name text,
  limit_key text,
  unique_key text,
  worker_name text,
  note text,
  trace_parent text,
  tags text,                  -- a JSON array
  kept text,                  -- a JSON object: what attempts keep for later ones
  error_at integer,
  error_type text,
  error_message text,
  error_stack text,
  result blob,
  arguments blob not null
) strict;

create index ringleader_job_ready on ringleader_job (queue, suspect, kind, version, priority desc, due_at, id) where state = 2;
create index ringleader_job_suspect on ringleader_job (due_at) where state = 2 and suspect = 1;
create index ringleader_job_later on ringleader_job (due_at) where state in (1, 4);
create index ringleader_job_running on ringleader_job (worker_id) where state = 3;
create index ringleader_job_failed on ringleader_job (id) where state = 6;
create index ringleader_job_report on ringleader_job (ended_at) where state = 6 and is_reported = 0;
create index ringleader_job_prune on ringleader_job (prune_at) where prune_at is not null;
create index ringleader_job_group on ringleader_job (group_name, id) where group_name is not null and state < 5;
create index ringleader_job_key on ringleader_job (limit_key, state, in_line, priority desc, due_at, id) where limit_key is not null and state < 5;
create index ringleader_job_batch on ringleader_job (batch_id) where batch_id is not null;

-- One row, from when failures are to be reported.
create table ringleader_reporting (
  id integer primary key check (id = 1),
  since integer not null
) strict;

-- Which job comes after which, as long as the earlier one is there and has not succeeded.
create table ringleader_follows (
  parent integer not null,
  child integer not null,
  primary key (parent, child)
) strict, without rowid;

create index ringleader_follows_child on ringleader_follows (child);

-- Which job of a group is let through; no row when the group has none.
create table ringleader_group (
  name text primary key,
  holder integer not null
) strict, without rowid;

create table ringleader_unique (
  kind text not null,
  name text not null,
  job integer not null,
  until integer,              -- null: until the job frees it
  primary key (kind, name)
) strict, without rowid;

create index ringleader_unique_until on ringleader_unique (until) where until is not null;

-- What was answered to enqueues that carried a token.
create table ringleader_token (
  token blob not null,
  is_batch integer not null,
  answer integer not null,
  until integer not null,
  primary key (token, is_batch)
) strict, without rowid;

create index ringleader_token_until on ringleader_token (until);

create table ringleader_batch (
  id integer primary key,
  unended integer not null,
  unsucceeded integer not null,
  on_succeeded blob,          -- a NewJob in JSON; null once enqueued
  on_ended blob
) strict;

-- Batches that wait for a job since a job of theirs was a duplicate of it; as long as it is there and has not succeeded.
create table ringleader_guest (
  job integer not null,
  batch integer not null,
  primary key (job, batch)
) strict, without rowid;

create index ringleader_guest_batch on ringleader_guest (batch);

create table ringleader_worker (
  id integer primary key,
  name text not null,
  queues text not null,       -- a JSON array
  slots integer not null,
  lease integer not null,
  started_at integer not null,
  last_beat integer not null,
  has_stopped integer not null,
  died_alone integer,         -- whether it held one job only when it was found dead; null while it was not
  kinds text                  -- a JSON object: the kinds that it knows, each with the newest version; null for all
) strict;

-- How many jobs a queue has in each state, so that nobody has to count rows.
create table ringleader_tally (
  queue text not null,
  state integer not null,
  count integer not null,
  primary key (queue, state)
) strict, without rowid;

create table ringleader_pause (
  what text not null check (what in ('queue', 'kind')),
  name text not null,
  primary key (what, name)
) strict, without rowid;

create table ringleader_limit (
  name text primary key,
  running integer,
  starts integer,
  per integer,
  tokens real,                -- of the rate, as they were at that instant
  refilled_at integer
) strict, without rowid;

create table ringleader_schedule (
  name text primary key,
  text text not null,
  job blob not null,          -- a NewJob in JSON
  missed text not null,
  is_paused integer not null,
  last_instant integer,
  saved_at integer not null
) strict, without rowid;
