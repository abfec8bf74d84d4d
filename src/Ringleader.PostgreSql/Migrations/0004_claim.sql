-- Handing jobs out.

-- Moves scheduled jobs whose time has come on. Keyed ones are settled one by one, and only under the lock of lives.
CREATE FUNCTION {schema}.promote(_count int, _now timestamptz, _is_keyed boolean) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _id bigint;
    _promoted int := 0;
BEGIN
    IF _is_keyed THEN
        FOR _id IN DELETE FROM {schema}.later WHERE ctid = ANY (ARRAY(
            SELECT l.ctid FROM {schema}.later l WHERE l.due <= _now AND l.flags & 2 <> 0 ORDER BY l.due LIMIT _count FOR UPDATE SKIP LOCKED)) RETURNING id
        LOOP
            PERFORM {schema}.settle(_id, _now);
            _promoted := _promoted + 1;
        END LOOP;
        RETURN _promoted;
    END IF;

    WITH due AS (
        DELETE FROM {schema}.later WHERE ctid = ANY (ARRAY(
            SELECT l.ctid FROM {schema}.later l WHERE l.due <= _now AND l.flags & 2 = 0 ORDER BY l.due, l.id LIMIT _count FOR UPDATE SKIP LOCKED)) RETURNING id
    )
    INSERT INTO {schema}.ready (id, due, queue, is_suspect, kind, version, rank, flags)
    SELECT j.id, j.due, j.queue, j.is_suspect, j.kind, j.version, ~j.priority, j.flags & 8 FROM due JOIN {schema}.job j USING (id);
    GET DIAGNOSTICS _promoted = ROW_COUNT;
    RETURN _promoted;
END
$$;

-- The queues that have ready jobs: one probe for each.
CREATE FUNCTION {schema}.queues_with_work() RETURNS int[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _found int[] := '{}';
    _next int := (SELECT r.queue FROM {schema}.ready r ORDER BY r.queue LIMIT 1);
BEGIN
    WHILE _next IS NOT NULL LOOP
        _found := _found || _next;
        _next := (SELECT r.queue FROM {schema}.ready r WHERE r.queue > _next ORDER BY r.queue LIMIT 1);
    END LOOP;
    RETURN _found;
END
$$;

-- The lanes of some queues that have jobs: one probe for each.
CREATE FUNCTION {schema}.lanes_with_work(_queues int[]) RETURNS {schema}.lane[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _found {schema}.lane[] := '{}';
    _queue int;
    _next {schema}.lane;
BEGIN
    FOREACH _queue IN ARRAY _queues LOOP
        SELECT r.queue, r.is_suspect, r.kind, r.version INTO _next FROM {schema}.ready r
            WHERE r.queue = _queue ORDER BY r.queue, r.is_suspect, r.kind, r.version LIMIT 1;
        WHILE _next.queue IS NOT NULL LOOP
            _found := _found || _next;
            SELECT r.queue, r.is_suspect, r.kind, r.version INTO _next FROM {schema}.ready r
                WHERE r.queue = _queue AND (r.is_suspect, r.kind, r.version) > (_next.is_suspect, _next.kind, _next.version)
                ORDER BY r.queue, r.is_suspect, r.kind, r.version LIMIT 1;
        END LOOP;
    END LOOP;
    RETURN _found;
END
$$;

-- Those of these lanes that a claim may have: of kinds that are not paused, and that its worker knows in this version.
CREATE FUNCTION {schema}.lanes_for(_lanes {schema}.lane[], _kinds int[], _versions int[]) RETURNS {schema}.lane[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _paused int[] := ARRAY(SELECT k.id FROM {schema}.kind k WHERE k.is_paused);
BEGIN
    RETURN ARRAY(
        SELECT ROW(l.queue, l.is_suspect, l.kind, l.version)::{schema}.lane FROM unnest(_lanes) l
        WHERE l.kind <> ALL (_paused) AND (_kinds IS NULL OR coalesce(l.version <= _versions[array_position(_kinds, l.kind)], false)));
END
$$;

-- How many jobs of a limited queue may start now. Its row is locked by whoever is going to start some.
CREATE FUNCTION {schema}.allowance(_quota {schema}.quota, _now timestamptz) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _room bigint := 1000;
BEGIN
    IF _quota.running IS NOT NULL THEN
        SELECT greatest(0, _quota.running - coalesce(sum(cardinality(array_remove(ids, NULL))), 0)) INTO _room FROM {schema}.lease WHERE queue = _quota.queue;
    END IF;
    IF _quota.starts IS NOT NULL THEN
        -- The little on top is what many refills lose in rounding.
        _room := least(_room, floor({schema}.tokens_of(_quota, _now) + 0.000001));
    END IF;
    RETURN least(_room, 1000);
END
$$;

CREATE FUNCTION {schema}.tokens_of(_quota {schema}.quota, _now timestamptz) RETURNS float8 LANGUAGE sql STABLE AS $$
    SELECT least(_quota.starts, _quota.tokens + greatest(0, extract(epoch FROM _now - _quota.refilled_at)) * 1000000 / _quota.per * _quota.starts)
$$;

-- Takes the most urgent jobs of one lane under leases. Ready rows are never updated, so that what is locked here is what was seen.
CREATE FUNCTION {schema}.take(_worker bigint, _lane {schema}.lane, _count int, _min_rank int, _max_rank int, _now timestamptz)
    RETURNS TABLE (
        id bigint, term bigint, kind int, version int, queue int, attempt int, max_attempts int, crashes int, time_limit bigint, rank int, waited interval,
        arguments bytea, tags text[], state text, trace_parent text, is_suspect boolean) LANGUAGE plpgsql VOLATILE ROWS 100 AS $$
#variable_conflict use_column
DECLARE
    _queue int := _lane.queue;
    _is_suspect boolean := _lane.is_suspect;
    _kind int := _lane.kind;
    _version int := _lane.version;
    _ids bigint[];
    _flags smallint;
    _terms bigint[] := '{}';
    _held bigint[];
    _lease bigint;
BEGIN
    WITH taken AS (
        DELETE FROM {schema}.ready WHERE ctid = ANY (ARRAY(
            SELECT r.ctid FROM {schema}.ready r
            WHERE r.queue = _queue AND r.is_suspect = _is_suspect AND r.kind = _kind AND r.version = _version AND r.rank >= _min_rank AND r.rank <= _max_rank
            ORDER BY r.queue, r.is_suspect, r.kind, r.version, r.rank, r.due, r.id LIMIT _count FOR UPDATE SKIP LOCKED))
        RETURNING id, due, rank, flags
    )
    SELECT array_agg(id ORDER BY rank, due, id), bit_or(flags) INTO _ids, _flags FROM taken;
    IF _ids IS NULL THEN
        RETURN;
    END IF;
    FOR _first IN 1 .. cardinality(_ids) BY 255 LOOP
        _held := _ids[_first : _first + 254];
        INSERT INTO {schema}.lease (id, worker, queue, ids) VALUES (nextval('{schema}.lease_id'), _worker, _queue, _held) RETURNING lease.id INTO _lease;
        _terms := _terms || ARRAY(SELECT generate_series(_lease + 1, _lease + cardinality(_held)));
    END LOOP;
    IF _flags & 8 <> 0 THEN
        DELETE FROM {schema}.unique_key u USING {schema}.job j
        WHERE j.id = ANY (_ids) AND j.flags & 8 <> 0 AND u.kind = j.kind AND u.key = j.unique_key AND u.job_id = j.id AND u.scope = 0;
    END IF;
    RETURN QUERY
    SELECT j.id, t.term, j.kind, j.version, j.queue, j.attempts + 1, j.max_attempts, j.crashes::int, j.time_limit, ~j.priority, _now - j.due,
        j.arguments, j.tags, j.state::text, j.trace_parent, j.is_suspect
    FROM unnest(_ids, _terms) t (id, term) JOIN {schema}.job j ON j.id = t.id
    ORDER BY ~j.priority, j.due, j.id;
END
$$;

-- A claim. Nothing is handed out to a worker whose lease does not stand. _kinds: those that the worker knows, each with the newest of _versions;
-- null for all. A suspect is handed out alone, and only to a worker that is not busy.
CREATE FUNCTION {schema}.claim(
    _worker bigint, _count int, _queues int[], _in_order boolean, _min_rank int, _max_rank int, _is_busy boolean, _kinds int[], _versions int[])
    RETURNS TABLE (
        id bigint, term bigint, kind int, version int, queue int, attempt int, max_attempts int, crashes int, time_limit bigint, rank int, waited interval,
        arguments bytea, tags text[], state text, trace_parent text, is_suspect boolean) LANGUAGE plpgsql VOLATILE ROWS 100
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz := {schema}.clock();
    _open int[];
    _lanes {schema}.lane[];
    _lane {schema}.lane;
    _quota {schema}.quota;
    _limited int[] := '{}';
    _rooms int[] := '{}';
    _room int;
    _taken int;
BEGIN
    IF NOT EXISTS (SELECT FROM {schema}.worker w WHERE w.id = _worker AND NOT w.has_stopped AND w.beat_at + w.lease > _now) THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM {schema}.later l WHERE l.due <= _now) THEN
        IF EXISTS (SELECT FROM {schema}.later l WHERE l.due <= _now AND l.flags & 2 <> 0) THEN
            PERFORM {schema}.lock_lives();
            PERFORM {schema}.promote(1000, _now, true);
        END IF;
        PERFORM {schema}.promote(1000, _now, false);
    END IF;

    IF cardinality(_queues) = 0 THEN
        _queues := {schema}.queues_with_work();
    END IF;
    _open := ARRAY(
        SELECT u.queue FROM unnest(_queues) WITH ORDINALITY u (queue, place)
        WHERE NOT EXISTS (SELECT FROM {schema}.queue q WHERE q.id = u.queue AND q.is_paused) GROUP BY u.queue ORDER BY min(u.place));
    _lanes := {schema}.lanes_for({schema}.lanes_with_work(_open), _kinds, _versions);

    -- In the order of their names, so that two claims do not wait for one another. What the loop reads after a wait is news.
    FOR _quota IN SELECT * FROM {schema}.quota l WHERE l.queue = ANY (_open) ORDER BY l.name FOR UPDATE LOOP
        _limited := _limited || _quota.queue;
        _rooms := _rooms || {schema}.allowance(_quota, _now);
    END LOOP;

    IF EXISTS (SELECT FROM unnest(_lanes) l WHERE l.is_suspect) THEN
        IF NOT _is_busy THEN
            SELECT l.queue, l.is_suspect, l.kind, l.version INTO _lane FROM unnest(_lanes) l, LATERAL (
                SELECT r.rank, r.due, r.id FROM {schema}.ready r
                WHERE r.queue = l.queue AND r.is_suspect = l.is_suspect AND r.kind = l.kind AND r.version = l.version AND r.rank >= _min_rank AND r.rank <= _max_rank
                ORDER BY r.queue, r.is_suspect, r.kind, r.version, r.rank, r.due, r.id LIMIT 1) r
            WHERE l.is_suspect AND coalesce(_rooms[array_position(_limited, l.queue)], 1) > 0
            ORDER BY r.rank, r.due, r.id LIMIT 1;
            IF FOUND THEN
                RETURN QUERY SELECT * FROM {schema}.take(_worker, _lane, 1, _min_rank, _max_rank, _now);
                IF FOUND THEN
                    PERFORM {schema}.use_tokens(_lane.queue, 1, _now) WHERE _lane.queue = ANY (_limited);
                    RETURN;
                END IF;
            END IF;
        END IF;
        _lanes := ARRAY(SELECT ROW(l.queue, l.is_suspect, l.kind, l.version)::{schema}.lane FROM unnest(_lanes) l WHERE NOT l.is_suspect);
    END IF;

    IF cardinality(_lanes) = 1 THEN
        _lane := _lanes[1];
        _room := least(_count, coalesce(_rooms[array_position(_limited, _lane.queue)], _count));
        RETURN QUERY SELECT * FROM {schema}.take(_worker, _lane, _room, _min_rank, _max_rank, _now);
        GET DIAGNOSTICS _taken = ROW_COUNT;
        PERFORM {schema}.use_tokens(_lane.queue, _taken, _now) WHERE _lane.queue = ANY (_limited);
        RETURN;
    END IF;

    -- How many of the most urgent are of which lane; other claims may take some of them meanwhile, and then the next of the lane come.
    FOR _lane.queue, _lane.is_suspect, _lane.kind, _lane.version, _room IN
        SELECT c.queue, c.is_suspect, c.kind, c.version, count(*) FROM (
            SELECT s.* FROM (
                SELECT l.queue, l.is_suspect, l.kind, l.version, r.rank, r.due, r.id,
                    row_number() OVER (PARTITION BY l.queue ORDER BY r.rank, r.due, r.id) AS place
                FROM unnest(_lanes) l, LATERAL (
                    SELECT r.rank, r.due, r.id FROM {schema}.ready r
                    WHERE r.queue = l.queue AND r.is_suspect = l.is_suspect AND r.kind = l.kind AND r.version = l.version AND r.rank >= _min_rank AND r.rank <= _max_rank
                    ORDER BY r.queue, r.is_suspect, r.kind, r.version, r.rank, r.due, r.id LIMIT _count) r) s
            WHERE s.place <= coalesce(_rooms[array_position(_limited, s.queue)], _count)
            ORDER BY CASE WHEN _in_order THEN array_position(_open, s.queue) END, s.rank, s.due, s.id LIMIT _count) c
        GROUP BY c.queue, c.is_suspect, c.kind, c.version
    LOOP
        RETURN QUERY SELECT * FROM {schema}.take(_worker, _lane, _room, _min_rank, _max_rank, _now);
        GET DIAGNOSTICS _taken = ROW_COUNT;
        PERFORM {schema}.use_tokens(_lane.queue, _taken, _now) WHERE _lane.queue = ANY (_limited);
    END LOOP;
END
$$;

CREATE FUNCTION {schema}.use_tokens(_queue int, _count int, _now timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    UPDATE {schema}.quota q SET tokens = {schema}.tokens_of(q, _now) - _count, refilled_at = greatest(_now, refilled_at)
    WHERE queue = _queue AND starts IS NOT NULL AND _count > 0;
END
$$;

-- How long until a claim may bring something, in microseconds; null when time alone does not help.
CREATE FUNCTION {schema}.until_work(_queues int[], _min_rank int, _max_rank int, _is_busy boolean, _kinds int[], _versions int[]) RETURNS bigint LANGUAGE plpgsql VOLATILE
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz := {schema}.clock();
    _quota {schema}.quota;
    _next int;
    _tokens float8;
    _soonest float8 := (SELECT extract(epoch FROM min(due) - _now) * 1000000 FROM {schema}.later);
BEGIN
    IF _soonest <= 0 THEN
        RETURN 0;
    END IF;
    IF cardinality(_queues) = 0 THEN
        _queues := {schema}.queues_with_work();
    END IF;
    FOR _next IN
        SELECT DISTINCT l.queue FROM unnest({schema}.lanes_for({schema}.lanes_with_work(_queues), _kinds, _versions)) l
        WHERE NOT (l.is_suspect AND _is_busy) AND EXISTS (
            SELECT FROM {schema}.ready r
            WHERE r.queue = l.queue AND r.is_suspect = l.is_suspect AND r.kind = l.kind AND r.version = l.version AND r.rank >= _min_rank AND r.rank <= _max_rank)
    LOOP
        CONTINUE WHEN EXISTS (SELECT FROM {schema}.queue q WHERE q.id = _next AND q.is_paused);
        SELECT * INTO _quota FROM {schema}.quota q WHERE q.queue = _next;
        IF NOT FOUND OR {schema}.allowance(_quota, _now) > 0 THEN
            RETURN 0;
        END IF;
        IF _quota.starts > 0 THEN
            _tokens := {schema}.tokens_of(_quota, _now);
            IF _tokens < 1 THEN
                _soonest := least(_soonest, ceil((1 - _tokens) * _quota.per / _quota.starts));
            END IF;
        END IF;
    END LOOP;
    RETURN least(_soonest, 1000000::float8 * 86400 * 365);
END
$$;
