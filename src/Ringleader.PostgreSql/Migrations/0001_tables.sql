-- A job is one row of "job" from enqueuing to its end, and one of "ended" afterwards for as long as it is kept. Where a job that has not
-- ended is in its life is said by the row that it has elsewhere: in "ready", in "later", as an element of a "lease", or, when it has none
-- of these, it waits for others. Durations are microseconds.

CREATE FUNCTION {schema}.clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';

CREATE SEQUENCE {schema}.job_id;

-- A lease has the numbers from its id on: the term of the job at place p of it is id + p, and places are 1 to 255.
CREATE SEQUENCE {schema}.lease_id MINVALUE 256 INCREMENT BY 256;

-- Names are told once, and never removed: clients remember their numbers.
CREATE TABLE {schema}.queue (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    is_paused boolean NOT NULL DEFAULT false
);

CREATE TABLE {schema}.kind (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    is_paused boolean NOT NULL DEFAULT false
);

CREATE INDEX ON {schema}.kind (id) WHERE is_paused;

-- Written once and deleted once in a life without trouble. "flags" says which of the rarer things the job takes part in; a job without
-- any is "plain", and everything that happens often to plain jobs is done for many of them at a time and without the lock of lives:
--   1 a group, 2 a limit key, 4 a unique key until its end, 8 a unique key until its start, 16 comes after others, 32 others come after
--   it, 64 batches, 128 called off while it runs.
CREATE TABLE {schema}.job (
    id bigint PRIMARY KEY,
    due timestamptz NOT NULL,
    enqueued_at timestamptz NOT NULL,
    kind int NOT NULL,
    queue int NOT NULL,
    priority int NOT NULL,
    version int NOT NULL,
    max_attempts int NOT NULL,
    attempts int NOT NULL,
    crashes smallint NOT NULL,
    is_suspect boolean NOT NULL DEFAULT false, -- A worker has died with it: it runs alone.
    flags smallint NOT NULL,
    arguments bytea NOT NULL,
    time_limit bigint,
    keep_result bigint,
    keep_failed bigint,
    tags text[],
    trace_parent text,
    term bigint,
    worker text,
    state jsonb,
    progress float8,
    note text,
    result bytea,
    error_type text,
    error_message text,
    error_stack text,
    error_at timestamptz,
    unique_key text COLLATE "C",
    unique_scope smallint,
    unique_for bigint,
    group_name text COLLATE "C",
    limit_key text COLLATE "C",
    batch bigint,
    because_of bigint
);

CREATE INDEX ON {schema}.job (batch) WHERE batch IS NOT NULL;

-- States as JobState has them: 5 succeeded, 6 failed, 7 cancelled.
CREATE TABLE {schema}.ended (
    LIKE {schema}.job,
    ended_as smallint NOT NULL,
    ended_at timestamptz NOT NULL,
    keep_until timestamptz,
    is_reported boolean NOT NULL DEFAULT false, -- to those who report failures
    reporting_until timestamptz, -- Somebody is doing so, until then.
    PRIMARY KEY (id)
);

-- One row, from when failures are to be reported.
CREATE TABLE {schema}.reporting (id boolean PRIMARY KEY DEFAULT true CHECK (id), since timestamptz NOT NULL);

CREATE INDEX ON {schema}.ended (keep_until) WHERE keep_until IS NOT NULL;
CREATE INDEX ON {schema}.ended (ended_as, id) WHERE ended_as <> 5;
CREATE INDEX ON {schema}.ended (ended_at) WHERE ended_as = 6 AND NOT is_reported;
CREATE INDEX ON {schema}.ended (batch) WHERE batch IS NOT NULL;

-- What may run. Rows are never updated. Jobs that the same claims may have are a lane, so that a claim never goes through jobs that it may
-- not have. The rank is the priority with its bits turned: the higher the priority, the lower the rank.
CREATE TYPE {schema}.lane AS (queue int, is_suspect boolean, kind int, version int);

CREATE TABLE {schema}.ready (
    id bigint NOT NULL,
    due timestamptz NOT NULL,
    queue int NOT NULL,
    is_suspect boolean NOT NULL,
    kind int NOT NULL,
    version int NOT NULL,
    rank int NOT NULL,
    flags smallint NOT NULL,
    PRIMARY KEY (queue, is_suspect, kind, version, rank, due, id)
);

CREATE INDEX ON {schema}.ready (due) WHERE is_suspect;

-- What waits for its time only. Rows are never updated.
CREATE TABLE {schema}.later (
    due timestamptz NOT NULL,
    id bigint NOT NULL,
    flags smallint NOT NULL,
    PRIMARY KEY (due, id)
);

CREATE INDEX ON {schema}.later (due) WHERE flags & 2 <> 0;

CREATE TABLE {schema}.worker (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    queues text[] NOT NULL,
    slots int NOT NULL,
    lease interval NOT NULL,
    started_at timestamptz NOT NULL,
    beat_at timestamptz NOT NULL,
    has_stopped boolean NOT NULL DEFAULT false,
    died_alone boolean, -- Whether it held one job only when it was found dead; null while it was not.
    kinds jsonb -- The kinds that it knows, each with the newest version; null for all.
);

-- Jobs of one queue that a worker claimed together. Those that have ended are null, so that the others keep their places and terms. A
-- lease whose id is no multiple of 256 holds one job that was taken out of another; its id is the term.
CREATE TABLE {schema}.lease (
    id bigint PRIMARY KEY,
    worker bigint NOT NULL,
    queue int NOT NULL,
    ids bigint[] NOT NULL
);

ALTER TABLE {schema}.lease ALTER COLUMN ids SET STORAGE PLAIN;
CREATE INDEX ON {schema}.lease (worker);
CREATE INDEX ON {schema}.lease (queue);

-- Who holds a unique key: scope 0 until it starts, 1 until it has ended, 2 for a time.
CREATE TABLE {schema}.unique_key (
    kind int NOT NULL,
    key text COLLATE "C" NOT NULL,
    job_id bigint NOT NULL,
    scope smallint NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (kind, key)
);

CREATE INDEX ON {schema}.unique_key (until) WHERE scope = 2;

-- The jobs of a group that have not ended. One at a time is through.
CREATE TABLE {schema}.turn (
    group_name text COLLATE "C" NOT NULL,
    job_id bigint NOT NULL,
    is_through boolean NOT NULL,
    PRIMARY KEY (group_name, job_id)
);

CREATE UNIQUE INDEX ON {schema}.turn (group_name) WHERE is_through;

-- The jobs of a limit key: those that are ready or run, and those that would be ready if there were room.
CREATE TABLE {schema}.slot (
    limit_key text COLLATE "C" NOT NULL,
    job_id bigint NOT NULL,
    PRIMARY KEY (limit_key, job_id)
);

CREATE TABLE {schema}.line (
    limit_key text COLLATE "C" NOT NULL,
    rank int NOT NULL,
    due timestamptz NOT NULL,
    job_id bigint NOT NULL,
    PRIMARY KEY (limit_key, rank, due, job_id)
);

-- Who comes after whom. The row is there exactly while both jobs are kept and the parent has not succeeded.
CREATE TABLE {schema}.link (
    parent bigint NOT NULL,
    child bigint NOT NULL,
    PRIMARY KEY (parent, child)
);

CREATE INDEX ON {schema}.link (child);

-- What follows is null once it was enqueued.
CREATE TABLE {schema}.batch (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unended int NOT NULL,
    unsucceeded int NOT NULL,
    on_succeeded jsonb,
    on_ended jsonb
);

-- Batches that wait for a job since a job of theirs was a duplicate of it, which has flag 64 then.
CREATE TABLE {schema}.guest (
    job_id bigint NOT NULL,
    batch bigint NOT NULL,
    PRIMARY KEY (job_id, batch)
);

CREATE INDEX ON {schema}.guest (batch);

-- What was answered to calls whose jobs carried tokens: one row for the new jobs of a call, so that many jobs cost little more than one. It is
-- found by the least and the greatest of their tokens, which a call that is made again has too. Clients make tokens that grow with time, so
-- that the ranges of calls are short and hardly overlap.
CREATE TYPE {schema}.uuid_range AS RANGE (SUBTYPE = uuid);

CREATE TABLE {schema}.told (
    greatest uuid NOT NULL,
    least uuid NOT NULL,
    told_at timestamptz NOT NULL,
    tokens uuid[] NOT NULL,
    answers bigint[] NOT NULL,
    PRIMARY KEY (greatest, least)
);

CREATE INDEX ON {schema}.told USING gist ({schema}.uuid_range(least, greatest, '[]')) WHERE least <> greatest;
ALTER TABLE {schema}.told ALTER COLUMN tokens SET STORAGE EXTERNAL, ALTER COLUMN answers SET STORAGE EXTERNAL; -- Packing them would cost more than it saves.

CREATE TABLE {schema}.batch_token (token uuid PRIMARY KEY, answer bigint NOT NULL, told_at timestamptz NOT NULL);

-- Limits. Those of queues have the queue, and where they have a rate a bucket of tokens.
CREATE TABLE {schema}.quota (
    name text COLLATE "C" PRIMARY KEY,
    running int,
    starts int,
    per bigint,
    queue int UNIQUE,
    tokens float8,
    refilled_at timestamptz
);

CREATE TABLE {schema}.schedule (
    name text COLLATE "C" PRIMARY KEY,
    text text NOT NULL,
    job jsonb NOT NULL,
    missed text NOT NULL,
    is_paused boolean NOT NULL DEFAULT false,
    last_instant timestamptz,
    saved_at timestamptz NOT NULL
);

-- Rows of these live for seconds: vacuum often and without pauses, and leave the statistics alone, which nothing here depends on.
ALTER TABLE {schema}.ready SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE {schema}.job SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE {schema}.later SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE {schema}.lease SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0, fillfactor = 50);
ALTER TABLE {schema}.worker SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100, fillfactor = 50);
ALTER TABLE {schema}.quota SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, fillfactor = 50);
