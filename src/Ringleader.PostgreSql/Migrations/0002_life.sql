-- The life of a job that is not plain, step by step. Whoever calls these holds the lock of lives, or has locked the row of a plain job.
--
-- Here and in what follows: functions that happen often are in PL/pgSQL even where SQL would do, for its statements are planned once for a
-- connection. Those that are called from outside keep to such plans, and to indexes, whatever the statistics of the tables say at the moment.

CREATE FUNCTION {schema}.lock_lives() RETURNS void LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_xact_lock(hashtext('ringleader lives'), '{schema}'::regnamespace::oid::int)
$$;

-- Whether one more job of a limit key may be ready or run.
CREATE FUNCTION {schema}.has_room(_key text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _limit int;
BEGIN
    SELECT running INTO _limit FROM {schema}.quota WHERE name IN ('key:' || _key, 'key:*') ORDER BY name = 'key:*' LIMIT 1;
    RETURN _limit IS NULL OR (SELECT count(*) FROM {schema}.slot WHERE limit_key = _key) < _limit;
END
$$;

CREATE FUNCTION {schema}.be_ready(_id bigint) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    INSERT INTO {schema}.ready (id, due, queue, is_suspect, kind, version, rank, flags)
    SELECT id, due, queue, is_suspect, kind, version, ~priority, flags & 8 FROM {schema}.job WHERE id = _id;
END
$$;

-- Lets the most urgent of a limit key's line through while there is room.
CREATE FUNCTION {schema}.hand_on(_key text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _id bigint;
BEGIN
    WHILE {schema}.has_room(_key) LOOP
        DELETE FROM {schema}.line WHERE (limit_key, rank, due, job_id) =
            (SELECT limit_key, rank, due, job_id FROM {schema}.line WHERE limit_key = _key ORDER BY rank, due, job_id LIMIT 1)
            RETURNING job_id INTO _id;
        EXIT WHEN NOT FOUND;
        INSERT INTO {schema}.slot (limit_key, job_id) VALUES (_key, _id);
        PERFORM {schema}.be_ready(_id);
    END LOOP;
END
$$;

-- Puts a job that neither runs nor has ended, and is nowhere but in its group, where it belongs: have its parents succeeded, has its group
-- let it through, is it due, has its limit key room? The first no decides what it waits for, and what ends that wait settles it again.
CREATE FUNCTION {schema}.settle(_id bigint, _now timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _job {schema}.job;
BEGIN
    SELECT * INTO _job FROM {schema}.job WHERE id = _id;
    IF (_job.flags & 16 <> 0 AND EXISTS (SELECT FROM {schema}.link WHERE child = _id))
        OR (_job.flags & 1 <> 0 AND NOT (SELECT is_through FROM {schema}.turn WHERE group_name = _job.group_name AND job_id = _id)) THEN
        RETURN;
    ELSIF _job.due > _now THEN
        INSERT INTO {schema}.later (due, id, flags) VALUES (_job.due, _id, _job.flags & 2);
    ELSIF _job.limit_key IS NULL THEN
        PERFORM {schema}.be_ready(_id);
    ELSIF {schema}.has_room(_job.limit_key) THEN
        INSERT INTO {schema}.slot (limit_key, job_id) VALUES (_job.limit_key, _id);
        PERFORM {schema}.be_ready(_id);
    ELSE
        INSERT INTO {schema}.line (limit_key, rank, due, job_id) VALUES (_job.limit_key, ~_job.priority, _job.due, _id);
    END IF;
END
$$;

CREATE FUNCTION {schema}.enter_group(_group text, _id bigint) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    INSERT INTO {schema}.turn (group_name, job_id, is_through)
    VALUES (_group, _id, NOT EXISTS (SELECT FROM {schema}.turn WHERE group_name = _group AND is_through));
END
$$;

CREATE FUNCTION {schema}.leave_group(_group text, _id bigint, _now timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _was_through boolean;
    _next bigint;
BEGIN
    DELETE FROM {schema}.turn WHERE group_name = _group AND job_id = _id RETURNING is_through INTO _was_through;
    IF _was_through THEN
        UPDATE {schema}.turn SET is_through = true
            WHERE group_name = _group AND job_id = (SELECT min(job_id) FROM {schema}.turn WHERE group_name = _group)
            RETURNING job_id INTO _next;
        IF FOUND THEN
            PERFORM {schema}.settle(_next, _now);
        END IF;
    END IF;
END
$$;

-- Counts the end of a job of a batch (or none, when its followers are only to be looked at) and enqueues what follows.
CREATE FUNCTION {schema}.tell_batch(_batch bigint, _ended int, _succeeded int, _now timestamptz, _keep interval[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _told {schema}.batch;
BEGIN
    UPDATE {schema}.batch SET unended = unended - _ended, unsucceeded = unsucceeded - _succeeded WHERE id = _batch RETURNING * INTO _told;
    IF _told.unsucceeded = 0 AND _told.on_succeeded IS NOT NULL THEN
        UPDATE {schema}.batch SET on_succeeded = NULL WHERE id = _batch;
        PERFORM {schema}.admit(_told.on_succeeded, '{}', NULL, _now, _keep);
    END IF;
    IF _told.unended = 0 AND _told.on_ended IS NOT NULL THEN
        UPDATE {schema}.batch SET on_ended = NULL WHERE id = _batch;
        PERFORM {schema}.admit(_told.on_ended, '{}', NULL, _now, _keep);
    END IF;
END
$$;

-- Ends a job that is neither ready nor scheduled nor held any more, and works off what follows from that. Those that are cancelled because
-- of it are put on a stack, so that a long chain does not deepen the calls. _keep: how long succeeded, cancelled and failed jobs are kept;
-- null for until they are retried or discarded.
CREATE FUNCTION {schema}.end_job(_job {schema}.job, _as smallint, _now timestamptz, _keep interval[]) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _stack bigint[] := '{}';
    _causes bigint[] := '{}';
    _done bigint[] := '{}';
    _time interval;
    _child bigint;
    _batch bigint;
BEGIN
    LOOP
        DELETE FROM {schema}.job WHERE id = _job.id;
        _done := _done || _job.id;
        _time := CASE _as WHEN 5 THEN coalesce(_job.keep_result * interval '1 microsecond', _keep[1])
            WHEN 6 THEN coalesce(_job.keep_failed * interval '1 microsecond', _keep[3]) WHEN 7 THEN _keep[2] END;
        _job.flags := _job.flags & ~128;
        IF _time IS NULL OR _time > interval '0' THEN
            INSERT INTO {schema}.ended SELECT (_job).*, _as, _now, _now + _time;
        END IF;
        IF _job.flags & 12 <> 0 THEN
            DELETE FROM {schema}.unique_key WHERE kind = _job.kind AND key = _job.unique_key AND job_id = _job.id AND scope <> 2;
        END IF;
        IF _job.flags & 2 <> 0 THEN
            DELETE FROM {schema}.slot WHERE limit_key = _job.limit_key AND job_id = _job.id;
            PERFORM {schema}.hand_on(_job.limit_key);
        END IF;
        IF _job.flags & 1 <> 0 THEN
            PERFORM {schema}.leave_group(_job.group_name, _job.id, _now);
        END IF;
        IF _job.flags & 32 <> 0 AND _as = 5 THEN
            FOR _child IN DELETE FROM {schema}.link WHERE parent = _job.id RETURNING child LOOP
                IF NOT EXISTS (SELECT FROM {schema}.link WHERE child = _child) AND EXISTS (SELECT FROM {schema}.job WHERE id = _child) THEN
                    PERFORM {schema}.settle(_child, _now);
                END IF;
            END LOOP;
        ELSIF _job.flags & 32 <> 0 THEN
            FOR _child IN SELECT l.child FROM {schema}.link l JOIN {schema}.job j ON j.id = l.child WHERE l.parent = _job.id ORDER BY l.child DESC LOOP
                _stack := _stack || _child;
                _causes := _causes || _job.id;
            END LOOP;
        END IF;
        IF _job.flags & 64 <> 0 THEN
            FOR _batch IN SELECT _job.batch WHERE _job.batch IS NOT NULL UNION SELECT batch FROM {schema}.guest WHERE job_id = _job.id ORDER BY 1 LOOP
                PERFORM {schema}.tell_batch(_batch, 1, (_as = 5)::int, _now, _keep);
            END LOOP;
            DELETE FROM {schema}.guest WHERE job_id = _job.id AND _as = 5;
        END IF;
        IF _time <= interval '0' THEN
            PERFORM {schema}.unlink(_job.id);
        END IF;

        LOOP
            IF cardinality(_stack) = 0 THEN
                RETURN _done;
            END IF;
            SELECT * INTO _job FROM {schema}.job WHERE id = _stack[cardinality(_stack)];
            _job.because_of := _causes[cardinality(_causes)];
            _stack := trim_array(_stack, 1);
            _causes := trim_array(_causes, 1);
            EXIT WHEN _job.id IS NOT NULL; -- Two of its parents may have ended badly.
        END LOOP;
        _as := 7;
    END LOOP;
END
$$;

-- Takes jobs that go out of their families: what is gone counts as succeeded.
CREATE FUNCTION {schema}.unlink(VARIADIC _ids bigint[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    DELETE FROM {schema}.link WHERE parent = ANY (_ids);
    DELETE FROM {schema}.link WHERE child = ANY (_ids);
END
$$;

-- Takes a unique key for a job, or says who has it.
CREATE FUNCTION {schema}.take_key(_kind int, _key text, _scope smallint, _for bigint, _id bigint, _now timestamptz) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _holder bigint;
BEGIN
    DELETE FROM {schema}.unique_key WHERE kind = _kind AND key = _key AND until <= _now;
    SELECT job_id INTO _holder FROM {schema}.unique_key WHERE kind = _kind AND key = _key;
    IF NOT FOUND THEN
        INSERT INTO {schema}.unique_key (kind, key, job_id, scope, until)
        VALUES (_kind, _key, _id, _scope, CASE _scope WHEN 2 THEN _now + _for * interval '1 microsecond' ELSE 'infinity' END);
    END IF;
    RETURN _holder;
END
$$;

-- Lets a batch wait for a job that a job of its own is a duplicate of, unless that has succeeded or is gone.
CREATE FUNCTION {schema}.join_batch(_id bigint, _batch bigint) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _unended int := 1;
BEGIN
    UPDATE {schema}.job SET flags = flags | 64 WHERE id = _id AND batch IS DISTINCT FROM _batch;
    IF NOT FOUND THEN
        UPDATE {schema}.ended SET flags = flags | 64 WHERE id = _id AND batch IS DISTINCT FROM _batch AND ended_as <> 5;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        _unended := 0;
    END IF;
    INSERT INTO {schema}.guest (job_id, batch) VALUES (_id, _batch) ON CONFLICT DO NOTHING;
    IF FOUND THEN
        UPDATE {schema}.batch SET unended = unended + _unended, unsucceeded = unsucceeded + 1 WHERE id = _batch;
    END IF;
END
$$;

-- Takes in one job; the caller has looked for its token and knows its parents, whose rows are locked. See NewJobJson for the properties.
CREATE FUNCTION {schema}.admit(_new jsonb, _parents bigint[], _batch bigint, _now timestamptz, _keep interval[], OUT job_id bigint, OUT is_duplicate boolean, OUT was_replaced boolean) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _job {schema}.job;
    _parent bigint;
    _bad bigint;
BEGIN
    _job.id := nextval('{schema}.job_id');
    _job.kind := {schema}.kind_of(_new ->> 'kind');
    _job.queue := {schema}.queue_of(_new ->> 'queue');
    is_duplicate := false;
    was_replaced := false;
    job_id := _job.id;
    IF _new ? 'uniqueKey' THEN
        _job.unique_key := _new ->> 'uniqueKey';
        _job.unique_scope := _new ->> 'uniqueScope';
        _job.unique_for := _new ->> 'uniqueFor';
        job_id := {schema}.take_key(_job.kind, _job.unique_key, _job.unique_scope, _job.unique_for, _job.id, _now);
        IF job_id IS NOT NULL THEN
            is_duplicate := true;
            IF _batch IS NOT NULL THEN
                PERFORM {schema}.join_batch(job_id, _batch);
            END IF;
            was_replaced := _new ? 'uniqueReplace' AND {schema}.replace_waiting(job_id, _new, _now);
            RETURN;
        END IF;
        job_id := _job.id;
    END IF;

    _job.due := coalesce((_new ->> 'runAt')::timestamptz, _now + (_new ->> 'delay')::bigint * interval '1 microsecond', _now);
    _job.enqueued_at := _now;
    _job.priority := _new ->> 'priority';
    _job.version := _new ->> 'version';
    _job.max_attempts := _new ->> 'maxAttempts';
    _job.attempts := 0;
    _job.crashes := 0;
    _job.is_suspect := false;
    _job.arguments := decode(_new ->> 'arguments', 'base64');
    _job.time_limit := _new ->> 'timeLimit';
    _job.keep_result := _new ->> 'keepResult';
    _job.keep_failed := _new ->> 'keepFailed';
    IF _new ? 'tags' THEN
        _job.tags := array(SELECT jsonb_array_elements_text(_new -> 'tags'));
    END IF;
    _job.trace_parent := _new ->> 'traceParent';
    _job.group_name := _new ->> 'group';
    _job.limit_key := _new ->> 'limitKey';
    _job.batch := _batch;
    _job.flags := CASE WHEN _job.group_name IS NULL THEN 0 ELSE 1 END
        | CASE WHEN _job.limit_key IS NULL THEN 0 ELSE 2 END
        | CASE _job.unique_scope WHEN 1 THEN 4 WHEN 0 THEN 8 ELSE 0 END
        | CASE WHEN _batch IS NULL THEN 0 ELSE 64 END;
    FOREACH _parent IN ARRAY _parents LOOP
        UPDATE {schema}.job SET flags = flags | 32 WHERE id = _parent AND flags & 32 = 0;
        IF EXISTS (SELECT FROM {schema}.job WHERE id = _parent) THEN
            INSERT INTO {schema}.link (parent, child) VALUES (_parent, _job.id);
            _job.flags := _job.flags | 16;
        ELSE
            UPDATE {schema}.ended SET flags = flags | 32 WHERE id = _parent AND ended_as <> 5;
            IF FOUND THEN
                INSERT INTO {schema}.link (parent, child) VALUES (_parent, _job.id);
                _job.flags := _job.flags | 16;
                _bad := coalesce(_bad, _parent);
            END IF;
        END IF;
    END LOOP;
    IF _batch IS NOT NULL THEN
        UPDATE {schema}.batch SET unended = unended + 1, unsucceeded = unsucceeded + 1 WHERE id = _batch;
    END IF;
    _job.because_of := _bad;
    INSERT INTO {schema}.job SELECT (_job).*;
    IF _job.group_name IS NOT NULL THEN
        PERFORM {schema}.enter_group(_job.group_name, _job.id);
    END IF;
    IF _bad IS NOT NULL THEN
        PERFORM {schema}.end_job(_job, 7::smallint, _now, _keep);
    ELSE
        PERFORM {schema}.settle(_job.id, _now);
    END IF;
END
$$;

CREATE FUNCTION {schema}.kind_of(_name text) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _id int;
BEGIN
    SELECT id INTO _id FROM {schema}.kind WHERE name = _name;
    IF NOT FOUND THEN
        INSERT INTO {schema}.kind (name) VALUES (_name) ON CONFLICT DO NOTHING;
        SELECT id INTO _id FROM {schema}.kind WHERE name = _name;
    END IF;
    RETURN _id;
END
$$;

CREATE FUNCTION {schema}.queue_of(_name text) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _id int;
BEGIN
    SELECT id INTO _id FROM {schema}.queue WHERE name = _name;
    IF NOT FOUND THEN
        INSERT INTO {schema}.queue (name) VALUES (_name) ON CONFLICT DO NOTHING;
        SELECT id INTO _id FROM {schema}.queue WHERE name = _name;
    END IF;
    RETURN _id;
END
$$;
