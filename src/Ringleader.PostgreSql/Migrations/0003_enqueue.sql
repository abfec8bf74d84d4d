-- Taking jobs in.

-- Whether a store that listens for hints waits for work. Each such store holds this lock together with the others; who only looks cannot have
-- it alone then. Two who look at the same time may both say yes, which costs a needless hint.
CREATE FUNCTION {schema}.somebody_idles() RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT CASE WHEN pg_try_advisory_lock(k.a, k.b) THEN NOT pg_advisory_unlock(k.a, k.b) ELSE true END
    FROM (SELECT hashtext('ringleader idle') AS a, '{schema}'::regnamespace::oid::int AS b) k
$$;

CREATE FUNCTION {schema}.be_idle() RETURNS void LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_lock_shared(hashtext('ringleader idle'), '{schema}'::regnamespace::oid::int)
$$;

-- Plain jobs, given column by column. Numbers grow in the order of the arrays.
CREATE FUNCTION {schema}.enqueue_plain(
    _tokens uuid[], _kinds int[], _queues int[], _priorities int[], _versions int[], _max_attempts int[], _run_at timestamptz[], _delays bigint[],
    _time_limits bigint[], _keep_results bigint[], _tags text[], _trace_parents text[], _arguments bytea[])
    RETURNS TABLE (id bigint, somebody_idles boolean) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz := {schema}.clock();
    _ids bigint[];
    _new boolean[];
BEGIN
    WITH input AS MATERIALIZED (
        SELECT nextval('{schema}.job_id') AS id, u.* FROM unnest(
            _tokens, _kinds, _queues, _priorities, _versions, _max_attempts, _run_at, _delays, _time_limits, _keep_results, _tags, _trace_parents, _arguments)
            WITH ORDINALITY AS u (token, kind, queue, priority, version, max_attempts, run_at, delay, time_limit, keep_result, tags, trace_parent, arguments, place)
    ),
    -- In the order of the tokens, so that two callers who share some do not wait for one another.
    told AS (
        INSERT INTO {schema}.token (token, answer, told_at) SELECT i.token, i.id, _now FROM input i WHERE i.token IS NOT NULL ORDER BY i.token
        ON CONFLICT DO NOTHING RETURNING answer
    ),
    fresh AS MATERIALIZED (
        SELECT *, coalesce(i.run_at, _now + i.delay * interval '1 microsecond', _now) AS due
        FROM input i WHERE i.token IS NULL OR i.id IN (SELECT answer FROM told)
    ),
    kept AS (
        INSERT INTO {schema}.job (
            id, due, enqueued_at, kind, queue, priority, version, max_attempts, attempts, crashes, flags, arguments, time_limit, keep_result, tags, trace_parent)
        SELECT id, due, _now, kind, queue, priority, version, max_attempts, 0, 0, 0, arguments, time_limit, keep_result, tags::text[], trace_parent FROM fresh
    ),
    soon AS (
        INSERT INTO {schema}.ready (id, due, queue, rank, kind, flags) SELECT id, due, queue, ~priority, kind, 0 FROM fresh WHERE due <= _now
    ),
    late AS (
        INSERT INTO {schema}.later (due, id, flags) SELECT due, id, 0 FROM fresh WHERE due > _now
    )
    SELECT array_agg(i.id ORDER BY i.place), array_agg(f.id IS NOT NULL ORDER BY i.place) INTO _ids, _new FROM input i LEFT JOIN fresh f USING (id);

    IF false = ANY (_new) THEN
        -- Told before, or twice in this call.
        SELECT array_agg(CASE WHEN u.is_new THEN u.id ELSE t.answer END ORDER BY u.place) INTO _ids
        FROM unnest(_ids, _new, _tokens) WITH ORDINALITY AS u (id, is_new, token, place) LEFT JOIN {schema}.token t ON t.token = u.token;
    END IF;

    RETURN QUERY SELECT u.id, i.idles FROM unnest(_ids) u (id), (SELECT {schema}.somebody_idles() AS idles) i;
END
$$;

-- Numbers for jobs that the caller copies into the tables itself.
CREATE FUNCTION {schema}.reserve(_count int) RETURNS TABLE (id bigint, now timestamptz) LANGUAGE sql VOLATILE AS $$
    SELECT nextval('{schema}.job_id'), moment.now FROM (SELECT {schema}.clock() AS now) moment, generate_series(1, _count)
$$;

-- Any jobs, as a JSON array. Unknown parents are error RL001.
CREATE FUNCTION {schema}.enqueue_any(_jobs jsonb, _batch bigint, _keep interval[]) RETURNS TABLE (id bigint, is_duplicate boolean) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz;
    _new jsonb;
    _ids bigint[] := '{}';
    _known bigint;
    _last bigint;
    _parent bigint;
    _parents bigint[];
    _all_parents bigint[] := array(SELECT DISTINCT p::bigint FROM jsonb_array_elements(_jobs) j, jsonb_array_elements_text(j -> 'after') p ORDER BY 1);
BEGIN
    PERFORM {schema}.lock_lives();
    _now := {schema}.clock();
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO _last FROM {schema}.job_id;
    FOREACH _parent IN ARRAY _all_parents LOOP
        IF _parent < 1 OR _parent > _last THEN
            RAISE EXCEPTION 'Job ''%'', after which another is to come, is unknown to the store.', _parent USING ERRCODE = 'RL001';
        END IF;
    END LOOP;

    -- Rows of jobs are locked in the order of their numbers, by everybody.
    PERFORM FROM {schema}.job WHERE id = ANY (_all_parents) ORDER BY id FOR UPDATE;
    FOR _new IN SELECT * FROM jsonb_array_elements(_jobs) LOOP
        _known := NULL;
        IF _new ? 'token' THEN
            SELECT answer INTO _known FROM {schema}.token WHERE token = (_new ->> 'token')::uuid;
        END IF;
        IF _known IS NOT NULL THEN
            id := _known;
            is_duplicate := false;
        ELSE
            _parents := array(
                SELECT p::bigint FROM jsonb_array_elements_text(_new -> 'after') p
                UNION
                SELECT _ids[p::int + 1] FROM jsonb_array_elements_text(_new -> 'afterPlaces') p
                ORDER BY 1);
            SELECT a.job_id, a.is_duplicate INTO id, is_duplicate FROM {schema}.admit(_new, _parents, _batch, _now, _keep) a;
            IF _new ? 'token' AND NOT is_duplicate THEN
                INSERT INTO {schema}.token (token, answer, told_at) VALUES ((_new ->> 'token')::uuid, id, _now);
            END IF;
        END IF;
        _ids := _ids || id;
        RETURN NEXT;
    END LOOP;
END
$$;

CREATE FUNCTION {schema}.enqueue_batch(_token uuid, _jobs jsonb, _on_succeeded jsonb, _on_ended jsonb, _keep interval[]) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _batch bigint;
    _now timestamptz;
BEGIN
    PERFORM {schema}.lock_lives();
    SELECT answer INTO _batch FROM {schema}.batch_token WHERE token = _token;
    IF FOUND THEN
        RETURN _batch;
    END IF;

    -- One is counted on top until all are in, so that nothing follows from the first of them alone.
    INSERT INTO {schema}.batch (unended, unsucceeded, on_succeeded, on_ended) VALUES (1, 1, _on_succeeded, _on_ended) RETURNING id INTO _batch;
    PERFORM {schema}.enqueue_any(_jobs, _batch, _keep);
    _now := {schema}.clock();
    PERFORM {schema}.tell_batch(_batch, 1, 1, _now, _keep);
    IF _token IS NOT NULL THEN
        INSERT INTO {schema}.batch_token (token, answer, told_at) VALUES (_token, _batch, _now);
    END IF;
    RETURN _batch;
END
$$;

-- Enqueues the job of one instant of a schedule, unless it or a later one was fired already.
CREATE FUNCTION {schema}.fire(_schedule text, _instant timestamptz, _job jsonb, _keep interval[]) RETURNS TABLE (id bigint, is_duplicate boolean) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM {schema}.lock_lives();
    UPDATE {schema}.schedule SET last_instant = _instant
        WHERE name = _schedule AND NOT is_paused AND _instant > saved_at AND (last_instant IS NULL OR _instant > last_instant);
    IF FOUND THEN
        RETURN QUERY SELECT * FROM {schema}.enqueue_any(jsonb_build_array(_job), NULL, _keep);
    END IF;
END
$$;
