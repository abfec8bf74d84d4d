-- What can be asked. Lists and counts of jobs that have ended use the indexes of "ended"; those of others look at what is there.

-- A job is in exactly one of these, and the state is a constant in each, so that a question for one state does not look at the others.
CREATE VIEW {schema}.snapshot AS
    WITH held AS NOT MATERIALIZED (
        SELECT i.id, CASE WHEN l.id & 255 = 0 THEN l.id + i.place ELSE l.id END AS term, w.name AS worker
        FROM {schema}.lease l CROSS JOIN unnest(l.ids) WITH ORDINALITY i (id, place) LEFT JOIN {schema}.worker w ON w.id = l.worker WHERE i.id IS NOT NULL
    )
    SELECT j.id, j.due, j.enqueued_at, j.kind, j.queue, j.priority, j.version, j.max_attempts, j.attempts, j.crashes, j.arguments, j.tags, j.progress, j.note,
        j.result, j.error_type, j.error_message, j.error_stack, j.error_at, j.unique_key, j.group_name, j.limit_key, j.batch,
        coalesce(j.term, 0) AS term, j.worker, NULL::timestamptz AS ended_at, 0::smallint AS state
    FROM {schema}.job j
    WHERE j.flags & 19 <> 0
        AND NOT EXISTS (SELECT FROM {schema}.ready r WHERE r.queue = j.queue AND r.is_suspect = j.is_suspect AND r.kind = j.kind AND r.version = j.version AND r.rank = ~j.priority AND r.due = j.due AND r.id = j.id)
        AND NOT EXISTS (SELECT FROM {schema}.later l WHERE l.due = j.due AND l.id = j.id)
        AND NOT EXISTS (SELECT FROM held h WHERE h.id = j.id)
    UNION ALL
    SELECT j.id, j.due, j.enqueued_at, j.kind, j.queue, j.priority, j.version, j.max_attempts, j.attempts, j.crashes, j.arguments, j.tags, j.progress, j.note,
        j.result, j.error_type, j.error_message, j.error_stack, j.error_at, j.unique_key, j.group_name, j.limit_key, j.batch,
        coalesce(j.term, 0), j.worker, NULL, 1::smallint
    FROM {schema}.job j JOIN {schema}.later l ON l.due = j.due AND l.id = j.id WHERE j.attempts = 0
    UNION ALL
    SELECT j.id, j.due, j.enqueued_at, j.kind, j.queue, j.priority, j.version, j.max_attempts, j.attempts, j.crashes, j.arguments, j.tags, j.progress, j.note,
        j.result, j.error_type, j.error_message, j.error_stack, j.error_at, j.unique_key, j.group_name, j.limit_key, j.batch,
        coalesce(j.term, 0), j.worker, NULL, 2::smallint
    FROM {schema}.job j JOIN {schema}.ready r ON r.queue = j.queue AND r.is_suspect = j.is_suspect AND r.kind = j.kind AND r.version = j.version AND r.rank = ~j.priority AND r.due = j.due AND r.id = j.id
    UNION ALL
    SELECT j.id, j.due, j.enqueued_at, j.kind, j.queue, j.priority, j.version, j.max_attempts, j.attempts, j.crashes, j.arguments, j.tags, j.progress, j.note,
        j.result, j.error_type, j.error_message, j.error_stack, j.error_at, j.unique_key, j.group_name, j.limit_key, j.batch,
        h.term, h.worker, NULL, 3::smallint
    FROM {schema}.job j JOIN held h ON h.id = j.id
    UNION ALL
    SELECT j.id, j.due, j.enqueued_at, j.kind, j.queue, j.priority, j.version, j.max_attempts, j.attempts, j.crashes, j.arguments, j.tags, j.progress, j.note,
        j.result, j.error_type, j.error_message, j.error_stack, j.error_at, j.unique_key, j.group_name, j.limit_key, j.batch,
        coalesce(j.term, 0), j.worker, NULL, 4::smallint
    FROM {schema}.job j JOIN {schema}.later l ON l.due = j.due AND l.id = j.id WHERE j.attempts > 0
    UNION ALL
    SELECT e.id, e.due, e.enqueued_at, e.kind, e.queue, e.priority, e.version, e.max_attempts, e.attempts, e.crashes, e.arguments, e.tags, e.progress, e.note,
        e.result, e.error_type, e.error_message, e.error_stack, e.error_at, e.unique_key, e.group_name, e.limit_key, e.batch,
        coalesce(e.term, 0), e.worker, e.ended_at, e.ended_as
    FROM {schema}.ended e;

-- The numbers of the jobs that pass a filter, greatest first; null for conditions that are not given.
CREATE FUNCTION {schema}.matching(
    _ids bigint[], _states smallint[], _queues text[], _kinds text[], _tags text[], _older_than bigint, _younger_than bigint, _error_type text, _batch bigint,
    _before bigint, _count bigint)
    RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_custom_plan SET jit = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
    _now timestamptz := {schema}.clock();
    _queue_ids int[] := CASE WHEN _queues IS NOT NULL THEN ARRAY(SELECT id FROM {schema}.queue WHERE name = ANY (_queues)) END;
    _kind_ids int[] := CASE WHEN _kinds IS NOT NULL THEN ARRAY(SELECT id FROM {schema}.kind WHERE name = ANY (_kinds)) END;
BEGIN
    RETURN QUERY
    SELECT s.id FROM {schema}.snapshot s
    WHERE (_ids IS NULL OR s.id = ANY (_ids))
        AND (_states IS NULL OR s.state = ANY (_states))
        AND (_queues IS NULL OR s.queue = ANY (_queue_ids))
        AND (_kinds IS NULL OR s.kind = ANY (_kind_ids))
        AND (_tags IS NULL OR s.tags @> _tags)
        AND (_older_than IS NULL OR s.enqueued_at <= _now - _older_than * interval '1 microsecond')
        AND (_younger_than IS NULL OR s.enqueued_at > _now - _younger_than * interval '1 microsecond')
        AND (_error_type IS NULL OR s.error_type = _error_type)
        AND (_batch IS NULL OR s.batch = _batch)
        AND (_before IS NULL OR s.id < _before)
    ORDER BY s.id DESC LIMIT _count;
END
$$;

CREATE FUNCTION {schema}.counting(
    _ids bigint[], _states smallint[], _queues text[], _kinds text[], _tags text[], _older_than bigint, _younger_than bigint, _error_type text, _batch bigint)
    RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT count(*) FROM {schema}.matching(_ids, _states, _queues, _kinds, _tags, _older_than, _younger_than, _error_type, _batch, NULL, NULL)
$$;

CREATE FUNCTION {schema}.describe(_ids bigint[]) RETURNS SETOF {schema}.snapshot LANGUAGE sql VOLATILE AS $$
    SELECT * FROM {schema}.snapshot WHERE id = ANY (_ids) ORDER BY id DESC
$$;

CREATE FUNCTION {schema}.statistics() RETURNS TABLE (queue text, is_paused boolean, state smallint, jobs bigint, oldest interval) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz := {schema}.clock();
BEGIN
    RETURN QUERY
    SELECT q.name, q.is_paused, s.state, s.jobs, CASE s.state WHEN 2 THEN _now - s.oldest END
    FROM {schema}.queue q LEFT JOIN (
        SELECT queue, state, count(*) AS jobs, min(due) AS oldest FROM {schema}.snapshot GROUP BY queue, state) s ON s.queue = q.id
    WHERE s.queue IS NOT NULL OR q.is_paused OR EXISTS (SELECT FROM {schema}.quota l WHERE l.queue = q.id)
    ORDER BY q.name, s.state;
END
$$;

-- The lanes that have jobs, each with the wait of its first.
CREATE FUNCTION {schema}.ready_kinds() RETURNS TABLE (queue text, kind text, version int, oldest interval) LANGUAGE sql VOLATILE AS $$
    SELECT q.name, k.name, l.version, {schema}.clock() - (
        SELECT min(r.due) FROM {schema}.ready r WHERE r.queue = l.queue AND r.is_suspect = l.is_suspect AND r.kind = l.kind AND r.version = l.version)
    FROM unnest({schema}.lanes_with_work({schema}.queues_with_work())) l
        JOIN {schema}.queue q ON q.id = l.queue JOIN {schema}.kind k ON k.id = l.kind
$$;

-- States as WorkerState has them.
CREATE FUNCTION {schema}.workers() RETURNS TABLE (
    id bigint, name text, queues text[], slots int, running bigint, started_at timestamptz, beat_at timestamptz, state smallint, kinds text) LANGUAGE sql VOLATILE AS $$
    SELECT w.id, w.name, w.queues, w.slots,
        (SELECT count(i.id) FROM {schema}.lease l, unnest(l.ids) i (id) WHERE l.worker = w.id),
        w.started_at, w.beat_at, CASE WHEN w.has_stopped THEN 1 WHEN w.beat_at + w.lease > {schema}.clock() THEN 0 ELSE 2 END::smallint, w.kinds::text
    FROM {schema}.worker w ORDER BY w.id
$$;

CREATE FUNCTION {schema}.pauses() RETURNS TABLE (queue text, kind text, schedule text) LANGUAGE sql VOLATILE AS $$
    SELECT p.queue, p.kind, p.schedule FROM (
        SELECT 1 AS sort, name, name AS queue, NULL AS kind, NULL AS schedule FROM {schema}.queue WHERE is_paused
        UNION ALL SELECT 2, name, NULL, name, NULL FROM {schema}.kind WHERE is_paused
        UNION ALL SELECT 3, name, NULL, NULL, name FROM {schema}.schedule WHERE is_paused) p
    ORDER BY p.sort, p.name
$$;

CREATE FUNCTION {schema}.limits() RETURNS TABLE (name text, running int, starts int, per bigint) LANGUAGE sql VOLATILE AS $$
    SELECT name, running, starts, per FROM {schema}.quota ORDER BY name
$$;

CREATE FUNCTION {schema}.schedules() RETURNS TABLE (
    name text, text text, job text, missed text, is_paused boolean, last_instant timestamptz, saved_at timestamptz) LANGUAGE sql VOLATILE AS $$
    SELECT name, text, job::text, missed, is_paused, last_instant, saved_at FROM {schema}.schedule ORDER BY name
$$;
