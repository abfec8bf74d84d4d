-- What people do to jobs. All of it under the lock of lives; rows of jobs are locked in the order of their numbers.

-- Takes a job, whose row is locked, out of where it waits; false when it runs. Promotions and claims may move it on meanwhile, but nobody
-- moves it back, so that the second or third round finds it.
CREATE FUNCTION {schema}.take_out(_job {schema}.job) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    FOR _round IN 1..10 LOOP
        DELETE FROM {schema}.later WHERE due = _job.due AND id = _job.id;
        IF FOUND THEN
            RETURN true;
        END IF;
        DELETE FROM {schema}.ready WHERE queue = _job.queue AND is_suspect = _job.is_suspect AND kind = _job.kind AND version = _job.version
            AND rank = ~_job.priority AND due = _job.due AND id = _job.id;
        IF FOUND THEN
            RETURN true;
        END IF;
        IF EXISTS (SELECT FROM {schema}.lease WHERE ids @> ARRAY[_job.id]) THEN
            RETURN false;
        END IF;
        IF _job.flags & 2 <> 0 THEN
            DELETE FROM {schema}.line WHERE limit_key = _job.limit_key AND job_id = _job.id;
            IF FOUND THEN
                RETURN true;
            END IF;
        END IF;
        IF (_job.flags & 16 <> 0 AND EXISTS (SELECT FROM {schema}.link WHERE child = _job.id))
            OR (_job.flags & 1 <> 0 AND EXISTS (SELECT FROM {schema}.turn WHERE group_name = _job.group_name AND job_id = _job.id AND NOT is_through)) THEN
            RETURN true;
        END IF;
    END LOOP;
    RAISE EXCEPTION 'Job ''%'' is nowhere. Its store is damaged.', _job.id;
END
$$;

-- Changes a job, whose row is locked, if it waits: takes it out of where it does and puts it where it belongs then. What is null stays.
CREATE FUNCTION {schema}.change_waiting(_job {schema}.job, _due timestamptz, _priority int, _arguments bytea, _version int, _now timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF NOT {schema}.take_out(_job) THEN
        RETURN false;
    END IF;
    UPDATE {schema}.job SET
        due = coalesce(_due, due), priority = coalesce(_priority, priority), arguments = coalesce(_arguments, arguments), version = coalesce(_version, version)
    WHERE id = _job.id;
    IF _job.flags & 2 <> 0 THEN
        DELETE FROM {schema}.slot WHERE limit_key = _job.limit_key AND job_id = _job.id;
    END IF;
    PERFORM {schema}.settle(_job.id, _now);
    IF _job.flags & 2 <> 0 THEN
        PERFORM {schema}.hand_on(_job.limit_key);
    END IF;
    RETURN true;
END
$$;

-- Replaces what a duplicate asks for (UniqueReplace: 1 arguments, 2 due time, 4 priority) in the job that holds its key, if that waits.
CREATE FUNCTION {schema}.replace_waiting(_id bigint, _new jsonb, _now timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _job {schema}.job;
    _replace int := _new ->> 'uniqueReplace';
BEGIN
    SELECT * INTO _job FROM {schema}.job WHERE id = _id FOR UPDATE;
    RETURN FOUND AND {schema}.change_waiting(
        _job,
        CASE WHEN _replace & 2 <> 0 THEN coalesce((_new ->> 'runAt')::timestamptz, _now + (_new ->> 'delay')::bigint * interval '1 microsecond', _now) END,
        CASE WHEN _replace & 4 <> 0 THEN (_new ->> 'priority')::int END,
        CASE WHEN _replace & 1 <> 0 THEN decode(_new ->> 'arguments', 'base64') END,
        CASE WHEN _replace & 1 <> 0 THEN (_new ->> 'version')::int END,
        _now);
END
$$;

-- Changes when jobs may run, or their priority, as far as they wait. They are given in the order of their numbers. Returns how many were changed.
CREATE FUNCTION {schema}.change(_ids bigint[], _run_at timestamptz, _delay bigint, _priority int) RETURNS int LANGUAGE plpgsql VOLATILE
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    _job {schema}.job;
    _id bigint;
    _now timestamptz;
    _changed int := 0;
BEGIN
    PERFORM {schema}.lock_lives();
    _now := {schema}.clock();
    FOREACH _id IN ARRAY _ids LOOP
        SELECT * INTO _job FROM {schema}.job WHERE id = _id FOR UPDATE;
        CONTINUE WHEN NOT FOUND;
        IF {schema}.change_waiting(_job, coalesce(_run_at, _now + _delay * interval '1 microsecond'), _priority, NULL, NULL, _now) THEN
            _changed := _changed + 1;
        END IF;
    END LOOP;
    RETURN _changed;
END
$$;

CREATE FUNCTION {schema}.cancel(_ids bigint[], _now timestamptz, _keep interval[]) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _job {schema}.job;
    _id bigint;
    _changed bigint[] := '{}';
BEGIN
    FOREACH _id IN ARRAY _ids LOOP
        SELECT * INTO _job FROM {schema}.job WHERE id = _id FOR UPDATE;
        CONTINUE WHEN NOT FOUND;
        IF {schema}.take_out(_job) THEN
            _changed := _changed || {schema}.end_job(_job, 7::smallint, _now, _keep);
        ELSIF _job.flags & 128 = 0 THEN
            UPDATE {schema}.job SET flags = flags | 128 WHERE id = _id;
            _changed := _changed || _id;
        END IF;
    END LOOP;
    RETURN _changed;
END
$$;

CREATE FUNCTION {schema}.discard(_ids bigint[], _now timestamptz, _keep interval[]) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _job {schema}.job;
    _id bigint;
    _flags smallint;
    _kind int;
    _key text;
    _changed bigint[];
BEGIN
    WITH gone AS (DELETE FROM {schema}.ended WHERE id = ANY (_ids) AND flags = 0 RETURNING id, kind, unique_key),
    freed AS (
        DELETE FROM {schema}.unique_key u USING gone g WHERE g.unique_key IS NOT NULL AND u.kind = g.kind AND u.key = g.unique_key AND u.job_id = g.id
    )
    SELECT coalesce(array_agg(id), '{}') INTO _changed FROM gone;
    FOREACH _id IN ARRAY _ids LOOP
        SELECT * INTO _job FROM {schema}.job WHERE id = _id FOR UPDATE;
        IF FOUND THEN
            CONTINUE WHEN NOT {schema}.take_out(_job);
            _changed := _changed || {schema}.end_job(_job, 7::smallint, _now, _keep);
            DELETE FROM {schema}.unique_key WHERE kind = _job.kind AND key = _job.unique_key AND job_id = _id;
        END IF;
        DELETE FROM {schema}.ended WHERE id = _id RETURNING flags, kind, unique_key INTO _flags, _kind, _key;
        IF FOUND THEN
            DELETE FROM {schema}.unique_key WHERE kind = _kind AND key = _key AND job_id = _id;
            _changed := _changed || _id;
            IF _flags & 48 <> 0 THEN
                PERFORM {schema}.unlink(_id);
            END IF;
        END IF;
    END LOOP;
    RETURN _changed;
END
$$;

-- Lets a job that ended badly live again, and with it those that ended because it did.
CREATE FUNCTION {schema}.revive_family(_first bigint, _now timestamptz) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _stack bigint[] := ARRAY[_first];
    _id bigint;
    _was {schema}.ended;
    _bad bigint;
    _changed bigint[] := '{}';
BEGIN
    WHILE cardinality(_stack) > 0 LOOP
        _id := _stack[cardinality(_stack)];
        _stack := trim_array(_stack, 1);
        SELECT * INTO _was FROM {schema}.ended WHERE id = _id AND ended_as IN (6, 7) FOR UPDATE;
        CONTINUE WHEN NOT FOUND;
        IF _was.flags & 16 <> 0 THEN
            SELECT l.parent INTO _bad FROM {schema}.link l JOIN {schema}.ended e ON e.id = l.parent WHERE l.child = _id ORDER BY l.parent LIMIT 1;
            IF FOUND THEN
                -- Another parent is bad still, and its retry will be the one that helps.
                UPDATE {schema}.ended SET because_of = _bad WHERE id = _id AND because_of IS NOT NULL;
                CONTINUE;
            END IF;
        END IF;
        IF _was.unique_scope = 1 OR (_was.unique_scope = 0 AND _was.term IS NULL) THEN
            CONTINUE WHEN {schema}.take_key(_was.kind, _was.unique_key, _was.unique_scope, _was.unique_for, _id, _now) IS NOT NULL;
        END IF;

        DELETE FROM {schema}.ended WHERE id = _id;
        IF _id = _first THEN
            _was.due := _now;
        END IF;
        INSERT INTO {schema}.job (
            id, due, enqueued_at, kind, queue, priority, version, max_attempts, attempts, crashes, flags, arguments, time_limit, keep_result, keep_failed, tags,
            trace_parent, term, worker, state, error_type, error_message, error_stack, error_at, unique_key, unique_scope, unique_for,
            group_name, limit_key, batch)
        VALUES (
            _id, _was.due, _was.enqueued_at, _was.kind, _was.queue, _was.priority, _was.version, _was.max_attempts, 0, 0, _was.flags, _was.arguments,
            _was.time_limit, _was.keep_result, _was.keep_failed, _was.tags, _was.trace_parent, _was.term, _was.worker, _was.state, _was.error_type, _was.error_message,
            _was.error_stack, _was.error_at, _was.unique_key, _was.unique_scope, _was.unique_for, _was.group_name, _was.limit_key, _was.batch);
        UPDATE {schema}.batch SET unended = unended + 1
            WHERE id = _was.batch OR (_was.flags & 64 <> 0 AND id IN (SELECT batch FROM {schema}.guest WHERE job_id = _id));
        IF _was.group_name IS NOT NULL THEN
            PERFORM {schema}.enter_group(_was.group_name, _id);
        END IF;
        PERFORM {schema}.settle(_id, _now);
        _changed := _changed || _id;
        IF _was.flags & 32 <> 0 THEN
            _stack := _stack || ARRAY(
                SELECT l.child FROM {schema}.link l JOIN {schema}.ended e ON e.id = l.child
                WHERE l.parent = _id AND e.ended_as = 7 AND e.because_of = _id ORDER BY l.child DESC);
        END IF;
    END LOOP;
    RETURN _changed;
END
$$;

CREATE FUNCTION {schema}.retry(_ids bigint[], _now timestamptz) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _job {schema}.job;
    _id bigint;
    _changed bigint[];
BEGIN
    -- Plain jobs that have ended, often many, go together.
    WITH revived AS (
        DELETE FROM {schema}.ended WHERE id = ANY (_ids) AND ended_as IN (6, 7) AND flags = 0 AND unique_key IS NULL RETURNING *
    ),
    job AS (
        INSERT INTO {schema}.job (
            id, due, enqueued_at, kind, queue, priority, version, max_attempts, attempts, crashes, flags, arguments, time_limit, keep_result, keep_failed, tags,
            trace_parent, term, worker, state, error_type, error_message, error_stack, error_at)
        SELECT id, _now, enqueued_at, kind, queue, priority, version, max_attempts, 0, 0, 0, arguments, time_limit, keep_result, keep_failed, tags,
            trace_parent, term, worker, state, error_type, error_message, error_stack, error_at FROM revived
    ),
    ready AS (
        INSERT INTO {schema}.ready (id, due, queue, is_suspect, kind, version, rank, flags)
        SELECT id, _now, queue, false, kind, version, ~priority, 0 FROM revived
    )
    SELECT coalesce(array_agg(id), '{}') INTO _changed FROM revived;

    FOREACH _id IN ARRAY _ids LOOP
        SELECT * INTO _job FROM {schema}.job WHERE id = _id FOR UPDATE;
        IF FOUND THEN
            CONTINUE WHEN _job.attempts = 0;
            DELETE FROM {schema}.later WHERE due = _job.due AND id = _id;
            IF FOUND THEN
                UPDATE {schema}.job SET attempts = 0, crashes = 0, is_suspect = false, due = _now WHERE id = _id;
                PERFORM {schema}.settle(_id, _now);
                _changed := _changed || _id;
            END IF;
        ELSE
            _changed := _changed || {schema}.revive_family(_id, _now);
        END IF;
    END LOOP;
    RETURN _changed;
END
$$;

-- Does something (JobAction) to jobs that are given in the order of their numbers. Returns all that were changed, also those not given.
CREATE FUNCTION {schema}.apply(_action int, _ids bigint[], _keep interval[]) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _now timestamptz;
BEGIN
    PERFORM {schema}.lock_lives();
    _now := {schema}.clock();
    RETURN CASE _action
        WHEN 0 THEN {schema}.retry(_ids, _now)
        WHEN 1 THEN {schema}.cancel(_ids, _now, _keep)
        ELSE {schema}.discard(_ids, _now, _keep) END;
END
$$;

-- Takes failures that nobody has taken, or whose report was not confirmed in time, oldest first. Those before the first call are never taken.
CREATE FUNCTION {schema}.take_failures(_count int, _lease interval) RETURNS bigint[] LANGUAGE plpgsql VOLATILE
    SET jit = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    _now timestamptz := {schema}.clock();
    _since timestamptz;
    _ids bigint[];
BEGIN
    SELECT since INTO _since FROM {schema}.reporting;
    IF NOT FOUND THEN
        INSERT INTO {schema}.reporting (since) VALUES (_now) ON CONFLICT DO NOTHING;
        RETURN '{}';
    END IF;
    _ids := ARRAY(
        SELECT id FROM {schema}.ended
        WHERE ended_as = 6 AND NOT is_reported AND ended_at >= _since AND (reporting_until IS NULL OR reporting_until <= _now)
        ORDER BY ended_at LIMIT _count FOR UPDATE SKIP LOCKED);
    UPDATE {schema}.ended SET reporting_until = _now + _lease WHERE id = ANY (_ids);
    RETURN _ids;
END
$$;

-- A job that was retried and failed again meanwhile is reported again.
CREATE FUNCTION {schema}.confirm_failures(_ids bigint[]) RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE {schema}.ended SET is_reported = true WHERE id = ANY (_ids) AND ended_as = 6 AND reporting_until IS NOT NULL
$$;

-- Sets or removes a limit, and lets jobs of keys through or calls them back, as it allows now.
CREATE FUNCTION {schema}.set_limit(_name text, _running int, _starts int, _per bigint, _queue text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _key text;
    _job {schema}.job;
BEGIN
    PERFORM {schema}.lock_lives();
    IF _running IS NULL AND _starts IS NULL THEN
        DELETE FROM {schema}.quota WHERE name = _name;
    ELSE
        INSERT INTO {schema}.quota (name, running, starts, per, queue, tokens, refilled_at)
        VALUES (_name, _running, _starts, _per, CASE WHEN _queue IS NOT NULL THEN {schema}.queue_of(_queue) END, _starts, {schema}.clock())
        ON CONFLICT (name) DO UPDATE SET running = _running, starts = _starts, per = _per, tokens = _starts, refilled_at = excluded.refilled_at;
    END IF;
    IF _queue IS NOT NULL THEN
        RETURN;
    END IF;

    FOR _key IN SELECT limit_key FROM {schema}.slot UNION SELECT limit_key FROM {schema}.line LOOP
        -- The least urgent of those that have not started are called back.
        FOR _job IN
            SELECT j.* FROM {schema}.slot s JOIN {schema}.job j ON j.id = s.job_id WHERE s.limit_key = _key ORDER BY j.priority, j.due DESC, j.id DESC
        LOOP
            EXIT WHEN NOT {schema}.is_crowded(_key);
            DELETE FROM {schema}.ready WHERE queue = _job.queue AND is_suspect = _job.is_suspect AND kind = _job.kind AND version = _job.version
            AND rank = ~_job.priority AND due = _job.due AND id = _job.id;
            IF FOUND THEN
                DELETE FROM {schema}.slot WHERE limit_key = _key AND job_id = _job.id;
                INSERT INTO {schema}.line (limit_key, rank, due, job_id) VALUES (_key, ~_job.priority, _job.due, _job.id);
            END IF;
        END LOOP;
        PERFORM {schema}.hand_on(_key);
    END LOOP;
END
$$;

-- Whether more jobs of a limit key are ready or run than may.
CREATE FUNCTION {schema}.is_crowded(_key text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _limit int;
BEGIN
    SELECT running INTO _limit FROM {schema}.quota WHERE name IN ('key:' || _key, 'key:*') ORDER BY name = 'key:*' LIMIT 1;
    RETURN _limit IS NOT NULL AND (SELECT count(*) FROM {schema}.slot WHERE limit_key = _key) > _limit;
END
$$;

CREATE FUNCTION {schema}.set_paused(_queue text, _kind text, _schedule text, _is_paused boolean) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF _queue IS NOT NULL THEN
        PERFORM {schema}.queue_of(_queue);
        UPDATE {schema}.queue SET is_paused = _is_paused WHERE name = _queue;
    ELSIF _kind IS NOT NULL THEN
        PERFORM {schema}.kind_of(_kind);
        UPDATE {schema}.kind SET is_paused = _is_paused WHERE name = _kind;
    ELSE
        UPDATE {schema}.schedule SET is_paused = _is_paused WHERE name = _schedule;
    END IF;
END
$$;

CREATE FUNCTION {schema}.save_schedule(_name text, _text text, _job jsonb, _missed text) RETURNS void LANGUAGE sql VOLATILE AS $$
    INSERT INTO {schema}.schedule AS s (name, text, job, missed, saved_at) VALUES (_name, _text, _job, _missed, {schema}.clock())
    ON CONFLICT (name) DO UPDATE SET text = excluded.text, job = excluded.job, missed = excluded.missed,
        saved_at = CASE WHEN s.text = excluded.text THEN s.saved_at ELSE excluded.saved_at END
$$;

CREATE FUNCTION {schema}.remove_schedule(_name text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    DELETE FROM {schema}.schedule WHERE name = _name;
    RETURN FOUND;
END
$$;
