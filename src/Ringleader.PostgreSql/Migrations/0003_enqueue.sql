-- Taking jobs in.

-- Whether a store that listens for hints waits for work. Each such store holds this lock together with the others; who only looks cannot have
-- it alone then. Two who look at the same time may both say yes, which costs a needless hint.
CREATE FUNCTION {schema}.somebody_idles() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _what int := hashtext('ringleader idle');
    _where int := '{schema}'::regnamespace::oid::int;
BEGIN
    RETURN NOT (pg_try_advisory_lock(_what, _where) AND pg_advisory_unlock(_what, _where));
END
$$;

-- Sends a hint with the commit, unless somebody else is about to: commits that carry one wait for one another. False when there is still
-- somebody to be told, after the commit.
CREATE FUNCTION {schema}.tell_idlers(_channel text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('ringleader hint'), '{schema}'::regnamespace::oid::int) THEN
        RETURN false;
    END IF;
    PERFORM pg_notify(_channel, '');
    RETURN true;
END
$$;

CREATE FUNCTION {schema}.be_idle() RETURNS void LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_lock_shared(hashtext('ringleader idle'), '{schema}'::regnamespace::oid::int)
$$;

-- What was answered for tokens, as far as they were told any. The tokens are those of a call, without null. Written as they are here, the
-- conditions with IN are looked up in a hash table.
CREATE FUNCTION {schema}.recall(_tokens uuid[], _least uuid, _greatest uuid) RETURNS TABLE (token uuid, answer bigint) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT c.greatest, c.answers[1] FROM {schema}.told c
    WHERE c.least = c.greatest AND c.greatest BETWEEN _least AND _greatest AND (c.greatest IN (SELECT t FROM unnest(_tokens) t)) IS TRUE
    UNION ALL
    SELECT a.token, a.answer FROM {schema}.told c CROSS JOIN LATERAL unnest(c.tokens, c.answers) a (token, answer)
    WHERE c.least <> c.greatest AND {schema}.uuid_range(c.least, c.greatest, '[]') && {schema}.uuid_range(_least, _greatest, '[]')
        AND (a.token IN (SELECT t FROM unnest(_tokens) t)) IS TRUE;
END
$$;

-- Remembers the answers of a call, unless that was done before, or is being done by somebody else, who is waited for.
CREATE FUNCTION {schema}.tell(_tokens uuid[], _answers bigint[], _least uuid, _greatest uuid, _now timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    INSERT INTO {schema}.told (greatest, least, told_at, tokens, answers) VALUES (_greatest, _least, _now, _tokens, _answers) ON CONFLICT DO NOTHING;
    RETURN FOUND;
END
$$;

-- The numbers of the jobs of a call, and which of them are new: not told before, and not twice in the call. When all are new, as nearly
-- always, that is null.
CREATE FUNCTION {schema}.number_jobs(_count int, _tokens uuid[], _now timestamptz, OUT ids bigint[], OUT are_new boolean[]) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _place int;
    _answer bigint;
    _sorted uuid[];
    _different int;
    _told uuid[];
    _answers bigint[];
BEGIN
    ids := ARRAY(SELECT nextval('{schema}.job_id') FROM generate_series(1, _count));
    SELECT array_agg(t ORDER BY t), count(DISTINCT t) INTO _sorted, _different FROM unnest(_tokens) t WHERE t IS NOT NULL;
    IF _sorted IS NULL THEN
        RETURN;
    END IF;
    LOOP
        SELECT array_agg(r.token), array_agg(r.answer) INTO _told, _answers FROM {schema}.recall(_sorted, _sorted[1], _sorted[cardinality(_sorted)]) r;
        IF _told IS NULL AND _different = _count THEN
            EXIT WHEN {schema}.tell(_tokens, ids, _sorted[1], _sorted[_count], _now);
            CONTINUE;
        END IF;
        are_new := array_fill(true, ARRAY[_count]);
        FOR _place, _answer IN
            SELECT u.place, coalesce(_answers[array_position(_told, u.token)], ids[u.first]) FROM (
                SELECT t.token, t.place, min(t.place) OVER (PARTITION BY t.token) AS first
                FROM unnest(_tokens) WITH ORDINALITY t (token, place) WHERE t.token IS NOT NULL) u
            WHERE u.token = ANY (_told) OR u.first < u.place
        LOOP
            ids[_place] := _answer;
            are_new[_place] := false;
        END LOOP;
        SELECT array_agg(t.token ORDER BY t.token), array_agg(t.id ORDER BY t.token) INTO _told, _answers
            FROM unnest(_tokens, ids, are_new) t (token, id, is_new) WHERE t.is_new AND t.token IS NOT NULL;
        -- If the same call is being made by somebody else, that one is waited for, and then its answers are ours.
        EXIT WHEN _told IS NULL OR {schema}.tell(_told, _answers, _told[1], _told[cardinality(_told)], _now);
    END LOOP;
END
$$;

-- Plain jobs, given column by column. Numbers grow in the order of the arrays. Without any token, _tokens is null. With a channel, those
-- who idle are told with the commit if that holds up nobody; what is answered is whether they are still to be told.
CREATE FUNCTION {schema}.enqueue_plain(
    _tokens uuid[], _kinds int[], _queues int[], _priorities int[], _versions int[], _max_attempts int[], _run_at timestamptz[], _delays bigint[],
    _time_limits bigint[], _keep_results bigint[], _keep_failed bigint[], _tags text[], _trace_parents text[], _arguments bytea[], _channel text)
    RETURNS TABLE (id bigint, somebody_idles boolean) LANGUAGE plpgsql VOLATILE
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz := {schema}.clock();
    _ids bigint[];
    _are_new boolean[];
BEGIN
    SELECT n.ids, n.are_new INTO _ids, _are_new FROM {schema}.number_jobs(cardinality(_kinds), _tokens, _now) n;
    WITH fresh AS MATERIALIZED (
        SELECT u.*, coalesce(u.run_at, _now + u.delay * interval '1 microsecond', _now) AS due FROM unnest(
            _ids, _are_new, _kinds, _queues, _priorities, _versions, _max_attempts, _run_at, _delays, _time_limits, _keep_results, _keep_failed, _tags, _trace_parents, _arguments)
            u (id, is_new, kind, queue, priority, version, max_attempts, run_at, delay, time_limit, keep_result, keep_failed, tags, trace_parent, arguments)
        WHERE u.is_new IS NOT FALSE
    ),
    kept AS (
        INSERT INTO {schema}.job (
            id, due, enqueued_at, kind, queue, priority, version, max_attempts, attempts, crashes, flags, arguments, time_limit, keep_result, keep_failed, tags, trace_parent)
        SELECT id, due, _now, kind, queue, priority, version, max_attempts, 0, 0, 0, arguments, time_limit, keep_result, keep_failed, tags::text[], trace_parent FROM fresh
    ),
    late AS (
        INSERT INTO {schema}.later (due, id, flags) SELECT due, id, 0 FROM fresh WHERE due > _now
    )
    INSERT INTO {schema}.ready (id, due, queue, is_suspect, kind, version, rank, flags)
    SELECT id, due, queue, false, kind, version, ~priority, 0 FROM fresh WHERE due <= _now;
    somebody_idles := {schema}.somebody_idles();
    IF somebody_idles AND _channel IS NOT NULL THEN
        somebody_idles := NOT {schema}.tell_idlers(_channel);
    END IF;
    FOREACH id IN ARRAY _ids LOOP
        RETURN NEXT;
    END LOOP;
END
$$;

-- Numbers for plain jobs that the caller copies into the tables himself, in the same transaction.
CREATE FUNCTION {schema}.reserve(_count int, _tokens uuid[], OUT ids bigint[], OUT are_all_new boolean, OUT now timestamptz, OUT somebody_idles boolean) LANGUAGE plpgsql VOLATILE
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    now := {schema}.clock();
    SELECT n.ids, n.are_new IS NULL INTO ids, are_all_new FROM {schema}.number_jobs(_count, _tokens, now) n;
    somebody_idles := {schema}.somebody_idles();
END
$$;

-- Any jobs, as a JSON array. Unknown parents are error RL001.
CREATE FUNCTION {schema}.enqueue_any(_jobs jsonb, _batch bigint, _keep interval[]) RETURNS TABLE (id bigint, is_duplicate boolean, was_replaced boolean) LANGUAGE plpgsql VOLATILE
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz;
    _new jsonb;
    _ids bigint[] := '{}';
    _known bigint;
    _last bigint;
    _parent bigint;
    _parents bigint[];
    _token uuid;
    _tokens uuid[] := '{}';
    _answers bigint[] := '{}';
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
            _token := (_new ->> 'token')::uuid;
            _known := coalesce(_answers[array_position(_tokens, _token)], (SELECT r.answer FROM {schema}.recall(ARRAY[_token], _token, _token) r));
        END IF;
        IF _known IS NOT NULL THEN
            id := _known;
            is_duplicate := false;
            was_replaced := false;
        ELSE
            _parents := array(
                SELECT p::bigint FROM jsonb_array_elements_text(_new -> 'after') p
                UNION
                SELECT _ids[p::int + 1] FROM jsonb_array_elements_text(_new -> 'afterPlaces') p
                ORDER BY 1);
            SELECT a.job_id, a.is_duplicate, a.was_replaced INTO id, is_duplicate, was_replaced FROM {schema}.admit(_new, _parents, _batch, _now, _keep) a;
            IF _new ? 'token' AND NOT is_duplicate THEN
                _tokens := _tokens || _token;
                _answers := _answers || id;
            END IF;
        END IF;
        _ids := _ids || id;
        RETURN NEXT;
    END LOOP;
    IF cardinality(_tokens) > 0 AND NOT {schema}.tell(
        _tokens, _answers, (SELECT t FROM unnest(_tokens) t ORDER BY t LIMIT 1), (SELECT t FROM unnest(_tokens) t ORDER BY t DESC LIMIT 1), _now) THEN
        -- The same tokens at the same time as plain jobs: whoever comes again finds them told.
        RAISE EXCEPTION 'A call with the same tokens is under way.' USING ERRCODE = 'serialization_failure';
    END IF;
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
CREATE FUNCTION {schema}.fire(_schedule text, _instant timestamptz, _job jsonb, _keep interval[]) RETURNS TABLE (id bigint, is_duplicate boolean, was_replaced boolean) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM {schema}.lock_lives();
    UPDATE {schema}.schedule SET last_instant = _instant
        WHERE name = _schedule AND NOT is_paused AND _instant > saved_at AND (last_instant IS NULL OR _instant > last_instant);
    IF FOUND THEN
        RETURN QUERY SELECT * FROM {schema}.enqueue_any(jsonb_build_array(_job), NULL, _keep);
    END IF;
END
$$;
