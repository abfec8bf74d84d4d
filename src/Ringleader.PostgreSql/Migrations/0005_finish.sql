-- How attempts end. Rows are locked in this order by everybody: the lock of lives, leases (those of one job after the others), jobs by their
-- numbers. Claims and promotions lock only rows that they can have at once.

-- Takes jobs out of leases; a lease that holds nothing any more goes.
CREATE FUNCTION {schema}.leave_leases(_leases bigint[], _done bigint[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    WITH rest AS MATERIALIZED (
        SELECT l.id, array_agg(CASE WHEN d.id IS NULL THEN i.id END ORDER BY i.place) AS ids, bool_or(d.id IS NULL AND i.id IS NOT NULL) AS holds_some
        FROM {schema}.lease l, unnest(l.ids) WITH ORDINALITY i (id, place) LEFT JOIN unnest(_done) d (id) ON d.id = i.id
        WHERE l.id = ANY (_leases) GROUP BY l.id
    ),
    gone AS (
        DELETE FROM {schema}.lease l USING rest r WHERE l.id = r.id AND NOT r.holds_some
    )
    UPDATE {schema}.lease l SET ids = r.ids FROM rest r WHERE l.id = r.id AND r.holds_some;
END
$$;

-- A job that was given back or rescued goes first, so that it has its slot again unless the limit was lowered.
CREATE FUNCTION {schema}.be_ready_again(_job {schema}.job, _now timestamptz, _keep interval[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF _job.flags & 128 <> 0 THEN
        PERFORM {schema}.end_job(_job, 7::smallint, _now, _keep);
        RETURN;
    END IF;
    UPDATE {schema}.job SET term = _job.term, worker = _job.worker, crashes = _job.crashes, progress = NULL, note = NULL WHERE id = _job.id;
    IF _job.flags & 2 <> 0 THEN
        DELETE FROM {schema}.slot WHERE limit_key = _job.limit_key AND job_id = _job.id;
    END IF;
    PERFORM {schema}.settle(_job.id, _now);
    IF _job.flags & 2 <> 0 THEN
        PERFORM {schema}.hand_on(_job.limit_key);
    END IF;
END
$$;

-- Lets a job that ran wait until it is due again. All that an attempt changes is taken from the job that is given.
CREATE FUNCTION {schema}.run_later(_job {schema}.job, _now timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    UPDATE {schema}.job SET
        attempts = _job.attempts, crashes = _job.crashes, is_suspect = _job.is_suspect, term = _job.term, worker = _job.worker, due = _job.due,
        error_type = _job.error_type, error_message = _job.error_message, error_stack = _job.error_stack, error_at = _job.error_at,
        progress = NULL, note = NULL
    WHERE id = _job.id;
    IF _job.flags & 2 <> 0 THEN
        DELETE FROM {schema}.slot WHERE limit_key = _job.limit_key AND job_id = _job.id;
        PERFORM {schema}.hand_on(_job.limit_key);
    END IF;
    PERFORM {schema}.settle(_job.id, _now);
END
$$;

-- The end of one attempt. The job has its term and worker set, and with an error also that.
CREATE FUNCTION {schema}.end_attempt(_job {schema}.job, _outcome smallint, _retry_after bigint, _now timestamptz, _keep interval[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF _outcome = 4 THEN
        PERFORM {schema}.be_ready_again(_job, _now, _keep);
        RETURN;
    END IF;
    _job.attempts := _job.attempts + 1;
    IF _outcome = 1 AND _job.flags & 128 = 0 AND _job.attempts < _job.max_attempts THEN
        _job.is_suspect := _job.crashes > 0; -- Its worker has survived it.
        _job.due := _now + coalesce(_retry_after, 0) * interval '1 microsecond';
        PERFORM {schema}.run_later(_job, _now);
    ELSE
        PERFORM {schema}.end_job(
            _job,
            CASE WHEN _outcome = 0 THEN 5 WHEN _outcome = 3 OR (_outcome = 1 AND _job.flags & 128 <> 0) THEN 7 ELSE 6 END::smallint,
            _now, _keep);
    END IF;
END
$$;

-- Records the ends of attempts. Arrays of which no element is set may be null. The plain jobs that succeeded, nearly all of them, go
-- together; the others one by one. Without the lock of lives, only plain jobs are recorded.
-- Answers for each 0 when its term does not hold the job, 1 when it was recorded, 2 when that needs the lock of lives. It lets others go on
-- when jobs are ready because of it, or may start because a limited queue has room. Those that were set apart touch no lease that holds others.
CREATE FUNCTION {schema}.finish(
    _ids bigint[], _terms bigint[], _outcomes smallint[], _retry_after bigint[], _results bytea[],
    _error_types text[], _error_messages text[], _error_stacks text[], _keep interval[], _has_lock boolean, _are_apart boolean,
    OUT answers smallint[], OUT lets_go_on boolean, OUT somebody_idles boolean) LANGUAGE plpgsql VOLATILE
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off SET enable_nestloop = off AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz;
    _leases bigint[] := ARRAY(SELECT DISTINCT t & ~255 FROM unnest(_terms) t WHERE NOT _are_apart ORDER BY 1);
    _held bigint[];
    _places int[];
    _workers bigint[];
    _good bigint[];
    _done bigint[] := '{}';
    _left bigint[] := '{}';
    _job {schema}.job;
    _place int;
    _worker bigint;
BEGIN
    answers := array_fill(0::smallint, ARRAY[cardinality(_ids)]);
    lets_go_on := false;
    somebody_idles := false;
    IF _has_lock THEN
        PERFORM {schema}.lock_lives();
    END IF;
    PERFORM FROM {schema}.lease WHERE id = ANY (_leases) ORDER BY id FOR UPDATE;
    SELECT array_agg(h.place), array_agg(h.lease), array_agg(h.worker) INTO _places, _held, _workers FROM (
        SELECT DISTINCT ON (f.term) f.place, l.id AS lease, l.worker
        FROM unnest(_ids, _terms) WITH ORDINALITY f (id, term, place) JOIN {schema}.lease l ON l.id = f.term & ~255
        WHERE l.id = ANY (_leases) AND l.ids[(f.term & 255)::int] = f.id ORDER BY f.term, f.place) h;
    IF coalesce(cardinality(_places), 0) < cardinality(_ids) THEN
        -- Those that were taken out of their leases, and those that nobody holds.
        _leases := _leases || ARRAY(SELECT l.id FROM {schema}.lease l WHERE l.id = ANY (_terms) AND l.id & 255 <> 0 ORDER BY l.id FOR UPDATE);
        SELECT _places || array_agg(h.place), _held || array_agg(h.lease), _workers || array_agg(h.worker) INTO _places, _held, _workers FROM (
            SELECT DISTINCT ON (f.term) f.place, l.id AS lease, l.worker
            FROM unnest(_ids, _terms) WITH ORDINALITY f (id, term, place) JOIN {schema}.lease l ON l.id = f.term
            WHERE l.id = ANY (_leases) AND l.id & 255 <> 0 AND l.ids[1] = f.id ORDER BY f.term, f.place) h;
    END IF;
    IF coalesce(cardinality(_places), 0) = 0 THEN
        RETURN;
    END IF;

    _now := {schema}.clock();
    _good := ARRAY(SELECT _ids[p] FROM unnest(_places) p);
    IF EXISTS (SELECT FROM unnest(_outcomes) o WHERE o <> 0) THEN
        PERFORM FROM {schema}.job WHERE id = ANY (_good) ORDER BY id FOR UPDATE;
        _good := ARRAY(SELECT _ids[p] FROM unnest(_places) p WHERE _outcomes[p] = 0);
    END IF;

    -- An index scan over an array goes by growing numbers.
    IF _keep[1] <= interval '0' THEN
        WITH gone AS (DELETE FROM {schema}.job WHERE id = ANY (_good) AND flags = 0 AND keep_result IS NULL RETURNING id)
        SELECT coalesce(array_agg(id), '{}') INTO _done FROM gone;
    ELSE
        WITH gone AS (
            DELETE FROM {schema}.job WHERE id = ANY (_good) AND flags = 0 AND (keep_result IS NULL OR keep_result > 0) RETURNING *
        ),
        kept AS (
            INSERT INTO {schema}.ended (
                id, due, enqueued_at, kind, queue, priority, version, max_attempts, attempts, crashes, is_suspect, flags, arguments, time_limit, keep_result,
                tags, trace_parent, term, worker, state, progress, note, result, error_type, error_message, error_stack, error_at,
                unique_key, unique_scope, unique_for, ended_as, ended_at, keep_until)
            SELECT g.id, due, enqueued_at, kind, queue, priority, version, max_attempts, attempts + 1, crashes, is_suspect, flags, arguments, time_limit, keep_result,
                tags, trace_parent, f.term, f.worker, state, progress, note, f.result, error_type, error_message, error_stack, error_at,
                unique_key, unique_scope, unique_for, 5, _now, _now + coalesce(keep_result * interval '1 microsecond', _keep[1])
            FROM gone g JOIN (
                SELECT _ids[u.place] AS id, _terms[u.place] AS term, _results[u.place] AS result, w.name AS worker
                FROM unnest(_places, _workers) u (place, worker) JOIN (
                    SELECT v.id, v.name FROM {schema}.worker v WHERE v.id = ANY (_workers)) w ON w.id = u.worker) f ON f.id = g.id
        )
        SELECT coalesce(array_agg(id), '{}') INTO _done FROM gone;
    END IF;

    IF cardinality(_done) = cardinality(_ids) THEN
        answers := array_fill(1::smallint, ARRAY[cardinality(_ids)]);
    ELSE
        FOR _place, _worker IN
            SELECT u.place, u.worker FROM unnest(_places, _workers) u (place, worker) WHERE _ids[u.place] <> ALL (_done) ORDER BY _ids[u.place]
        LOOP
            SELECT * INTO _job FROM {schema}.job WHERE id = _ids[_place] FOR UPDATE;
            IF _job.flags <> 0 AND NOT _has_lock THEN
                answers[_place] := 2;
                CONTINUE;
            END IF;
            _job.term := _terms[_place];
            _job.worker := (SELECT name FROM {schema}.worker WHERE id = _worker);
            IF _error_types[_place] IS NOT NULL THEN
                _job.error_type := _error_types[_place];
                _job.error_message := _error_messages[_place];
                _job.error_stack := _error_stacks[_place];
                _job.error_at := _now;
            END IF;
            IF _outcomes[_place] = 0 THEN
                _job.result := _results[_place];
            END IF;
            PERFORM {schema}.end_attempt(_job, _outcomes[_place], _retry_after[_place], _now, _keep);
            answers[_place] := 1;
            _left := _left || _job.id;
        END LOOP;
        FOREACH _place IN ARRAY _places LOOP
            IF answers[_place] = 0 THEN
                answers[_place] := 1;
            END IF;
        END LOOP;
    END IF;
    lets_go_on := _has_lock OR cardinality(_left) > 0 OR EXISTS (
        SELECT FROM {schema}.quota q JOIN {schema}.lease l ON l.queue = q.queue WHERE q.running IS NOT NULL AND l.id = ANY (_held));
    somebody_idles := lets_go_on AND {schema}.somebody_idles();
    PERFORM {schema}.leave_leases(_held, _done || _left);
END
$$;

-- Puts a job under a lease of its own, with the term that it has. A transaction of the user's that then records the end of the attempt
-- locks nothing that the other jobs of the lease need meanwhile.
CREATE FUNCTION {schema}.set_apart(_id bigint, _term bigint) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _lease {schema}.lease;
BEGIN
    SELECT * INTO _lease FROM {schema}.lease WHERE id = _term & ~255 FOR UPDATE;
    IF _lease.ids[(_term & 255)::int] = _id THEN
        INSERT INTO {schema}.lease (id, worker, queue, ids) VALUES (_term, _lease.worker, _lease.queue, ARRAY[_id]);
        PERFORM {schema}.leave_leases(ARRAY[_lease.id], ARRAY[_id]);
    END IF;
END
$$;

-- Locks the lease of a term; whether it holds the job.
CREATE FUNCTION {schema}.hold(_id bigint, _term bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _ids bigint[];
BEGIN
    SELECT ids INTO _ids FROM {schema}.lease WHERE id = _term & ~255 FOR UPDATE;
    IF _ids[(_term & 255)::int] = _id THEN
        RETURN true;
    END IF;
    SELECT ids INTO _ids FROM {schema}.lease WHERE id = _term AND _term & 255 <> 0 FOR UPDATE;
    RETURN coalesce(_ids[1] = _id, false);
END
$$;

CREATE FUNCTION {schema}.set_state(_id bigint, _term bigint, _name text, _value text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF NOT {schema}.hold(_id, _term) THEN
        RETURN false;
    END IF;
    UPDATE {schema}.job SET state = CASE
        WHEN _value IS NULL THEN nullif(state - _name, '{}')
        ELSE coalesce(state, '{}') || jsonb_build_object(_name, _value) END
    WHERE id = _id AND (_value IS NOT NULL OR state ? _name);
    RETURN true;
END
$$;
