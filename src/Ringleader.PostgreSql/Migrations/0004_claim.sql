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
    INSERT INTO {schema}.ready (id, due, queue, rank, kind, flags)
    SELECT j.id, j.due, j.queue, ~j.priority, j.kind, (j.flags & 8) | CASE WHEN j.crashes > 0 THEN 256 ELSE 0 END FROM due JOIN {schema}.job j USING (id);
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

-- Takes the most urgent jobs of one queue under a lease, those with which a worker has died under leases of their own, so that the next
-- death is laid at the right door. Ready rows are never updated, so that what is locked here is what was seen.
CREATE FUNCTION {schema}.take(_worker bigint, _queue int, _count int, _min_rank int, _max_rank int, _paused int[], _now timestamptz)
    RETURNS TABLE (
        id bigint, term bigint, kind int, version int, queue int, attempt int, max_attempts int, crashes int, time_limit bigint, rank int, waited interval,
        arguments bytea, tags text[], state text, trace_parent text) LANGUAGE plpgsql VOLATILE ROWS 100 AS $$
#variable_conflict use_column
DECLARE
    _ids bigint[];
    _apart bigint[];
    _flags smallint;
    _terms bigint[] := '{}';
    _first int;
    _held bigint[];
    _lease bigint;
    _id bigint;
BEGIN
    WITH taken AS (
        DELETE FROM {schema}.ready WHERE ctid = ANY (ARRAY(
            SELECT r.ctid FROM {schema}.ready r
            WHERE r.queue = _queue AND r.rank >= _min_rank AND r.rank <= _max_rank AND r.kind <> ALL (_paused)
            ORDER BY r.queue, r.rank, r.due, r.id LIMIT _count FOR UPDATE SKIP LOCKED))
        RETURNING id, due, rank, flags
    )
    SELECT coalesce(array_agg(id ORDER BY rank, due, id) FILTER (WHERE flags & 256 = 0), '{}'),
        coalesce(array_agg(id ORDER BY rank, due, id) FILTER (WHERE flags & 256 <> 0), '{}'), bit_or(flags)
        INTO _ids, _apart, _flags FROM taken;
    IF _flags IS NULL THEN
        RETURN;
    END IF;
    FOR _first IN 1 .. cardinality(_ids) BY 255 LOOP
        _held := _ids[_first : _first + 254];
        INSERT INTO {schema}.lease (id, worker, queue, ids) VALUES (nextval('{schema}.lease_id'), _worker, _queue, _held) RETURNING lease.id INTO _lease;
        _terms := _terms || ARRAY(SELECT generate_series(_lease + 1, _lease + cardinality(_held)));
    END LOOP;
    FOREACH _id IN ARRAY _apart LOOP
        INSERT INTO {schema}.lease (id, worker, queue, ids) VALUES (nextval('{schema}.lease_id'), _worker, _queue, ARRAY[_id]) RETURNING lease.id INTO _lease;
        _ids := _ids || _id;
        _terms := _terms || _lease + 1;
    END LOOP;
    IF _flags & 8 <> 0 THEN
        DELETE FROM {schema}.unique_key u USING {schema}.job j
        WHERE j.id = ANY (_ids) AND j.flags & 8 <> 0 AND u.kind = j.kind AND u.key = j.unique_key AND u.job_id = j.id AND u.scope = 0;
    END IF;
    RETURN QUERY
    SELECT j.id, t.term, j.kind, j.version, j.queue, j.attempts + 1, j.max_attempts, j.crashes::int, j.time_limit, ~j.priority, _now - j.due,
        j.arguments, j.tags, j.state::text, j.trace_parent
    FROM unnest(_ids, _terms) t (id, term) JOIN {schema}.job j ON j.id = t.id
    ORDER BY ~j.priority, j.due, j.id;
END
$$;

-- A claim. Nothing is handed out to a worker whose lease does not stand.
CREATE FUNCTION {schema}.claim(_worker bigint, _count int, _queues int[], _in_order boolean, _min_rank int, _max_rank int)
    RETURNS TABLE (
        id bigint, term bigint, kind int, version int, queue int, attempt int, max_attempts int, crashes int, time_limit bigint, rank int, waited interval,
        arguments bytea, tags text[], state text, trace_parent text) LANGUAGE plpgsql VOLATILE ROWS 100
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz := {schema}.clock();
    _paused int[] := ARRAY(SELECT k.id FROM {schema}.kind k WHERE k.is_paused);
    _open int[];
    _quota {schema}.quota;
    _limited int[] := '{}';
    _rooms int[] := '{}';
    _left int := _count;
    _next int;
    _room int;
    _place int;
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

    -- In the order of their names, so that two claims do not wait for one another. What the loop reads after a wait is news.
    FOR _quota IN SELECT * FROM {schema}.quota l WHERE l.queue = ANY (_open) ORDER BY l.name FOR UPDATE LOOP
        _limited := _limited || _quota.queue;
        _rooms := _rooms || {schema}.allowance(_quota, _now);
    END LOOP;

    IF cardinality(_open) > 1 AND NOT _in_order THEN
        -- How many of the most urgent are of which queue; other claims may take some of them meanwhile, and then the next of the queue come.
        FOR _next, _room IN
            SELECT c.queue, count(*) FROM (
                SELECT r.queue FROM unnest(_open) o (queue), LATERAL (
                    SELECT r.queue, r.rank, r.due, r.id FROM {schema}.ready r
                    WHERE r.queue = o.queue AND r.rank >= _min_rank AND r.rank <= _max_rank AND r.kind <> ALL (_paused)
                    ORDER BY r.queue, r.rank, r.due, r.id
                    LIMIT least(_count, coalesce(_rooms[array_position(_limited, o.queue)], _count))) r
                ORDER BY r.rank, r.due, r.id LIMIT _count) c
            GROUP BY c.queue
        LOOP
            RETURN QUERY SELECT * FROM {schema}.take(_worker, _next, _room, _min_rank, _max_rank, _paused, _now);
            GET DIAGNOSTICS _taken = ROW_COUNT;
            PERFORM {schema}.use_tokens(_next, _taken, _now) WHERE _next = ANY (_limited);
        END LOOP;
        RETURN;
    END IF;

    FOREACH _next IN ARRAY _open LOOP
        EXIT WHEN _left = 0;
        _place := array_position(_limited, _next);
        _room := least(_left, coalesce(_rooms[_place], _left));
        CONTINUE WHEN _room = 0;
        RETURN QUERY SELECT * FROM {schema}.take(_worker, _next, _room, _min_rank, _max_rank, _paused, _now);
        GET DIAGNOSTICS _taken = ROW_COUNT;
        _left := _left - _taken;
        PERFORM {schema}.use_tokens(_next, _taken, _now) WHERE _place IS NOT NULL;
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
CREATE FUNCTION {schema}.until_work(_queues int[], _min_rank int, _max_rank int) RETURNS bigint LANGUAGE plpgsql VOLATILE
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz := {schema}.clock();
    _paused int[] := ARRAY(SELECT k.id FROM {schema}.kind k WHERE k.is_paused);
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
    FOREACH _next IN ARRAY _queues LOOP
        CONTINUE WHEN EXISTS (SELECT FROM {schema}.queue q WHERE q.id = _next AND q.is_paused);
        CONTINUE WHEN NOT EXISTS (
            SELECT FROM {schema}.ready r WHERE r.queue = _next AND r.rank >= _min_rank AND r.rank <= _max_rank AND r.kind <> ALL (_paused));
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
