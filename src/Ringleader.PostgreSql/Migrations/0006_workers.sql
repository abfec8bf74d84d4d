-- Workers, and the housekeeping that any node may do at any time.

CREATE FUNCTION {schema}.start_worker(_name text, _queues text[], _slots int, _lease interval, _kinds jsonb) RETURNS bigint LANGUAGE sql VOLATILE AS $$
    INSERT INTO {schema}.worker (name, queues, slots, lease, started_at, beat_at, kinds)
    SELECT _name, _queues, _slots, _lease, m.now, m.now, _kinds FROM (SELECT {schema}.clock() AS now) m RETURNING id
$$;

-- Whether the lease stands (one that ran out never does again), and whether a suspect has been ready for longer than it in the worker's queues.
CREATE FUNCTION {schema}.beat(_worker bigint, OUT stands boolean, OUT suspect_waits boolean) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _now timestamptz := {schema}.clock();
    _queues text[];
    _lease interval;
BEGIN
    UPDATE {schema}.worker SET beat_at = greatest(beat_at, _now) WHERE id = _worker AND NOT has_stopped AND beat_at + lease > _now
        RETURNING queues, lease INTO _queues, _lease;
    stands := FOUND;
    suspect_waits := stands AND EXISTS (
        SELECT FROM {schema}.ready r JOIN {schema}.queue q ON q.id = r.queue JOIN {schema}.kind k ON k.id = r.kind
        WHERE r.is_suspect AND r.due <= _now - _lease AND NOT q.is_paused AND NOT k.is_paused AND (_queues = '{}' OR q.name = ANY (_queues)));
END
$$;

CREATE FUNCTION {schema}.called_off(_worker bigint) RETURNS SETOF bigint LANGUAGE sql VOLATILE AS $$
    SELECT j.id FROM {schema}.lease l, unnest(l.ids) i (id), {schema}.job j WHERE l.worker = _worker AND j.id = i.id AND j.flags & 128 <> 0
$$;

-- How far jobs are. A lease that somebody has locked at this moment is passed over: the next beat says it again.
CREATE FUNCTION {schema}.report(_worker bigint, _ids bigint[], _terms bigint[], _progress float8[], _notes text[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    _leases bigint[] := ARRAY(SELECT id FROM {schema}.lease WHERE worker = _worker ORDER BY id & 255 <> 0, id FOR UPDATE SKIP LOCKED);
    _free bigint[] := ARRAY(SELECT id FROM {schema}.job WHERE id = ANY (_ids) ORDER BY id FOR UPDATE SKIP LOCKED);
BEGIN
    UPDATE {schema}.job j SET progress = r.progress, note = coalesce(r.note, j.note)
    FROM unnest(_ids, _terms, _progress, _notes) r (id, term, progress, note)
    JOIN {schema}.lease l ON (l.id = r.term & ~255 AND l.ids[(r.term & 255)::int] = r.id) OR (l.id = r.term AND l.id & 255 <> 0 AND l.ids[1] = r.id)
    WHERE j.id = r.id AND j.id = ANY (_free) AND l.id = ANY (_leases);
END
$$;

-- Takes some of the jobs of a lease, which is locked, back from its worker. What a crash means is said by CrashRules. Returns how many.
CREATE FUNCTION {schema}.take_back(
    _lease {schema}.lease, _ids bigint[], _worker text, _has_crashed boolean, _was_alone boolean, _max_crashes int, _now timestamptz, _keep interval[]) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _job {schema}.job;
    _taken bigint[] := '{}';
BEGIN
    FOR _job IN SELECT * FROM {schema}.job WHERE id = ANY (_ids) ORDER BY id FOR UPDATE LOOP
        _job.term := CASE WHEN _lease.id & 255 = 0 THEN _lease.id + array_position(_lease.ids, _job.id) ELSE _lease.id END;
        _job.worker := _worker;
        IF NOT _has_crashed OR _job.flags & 128 <> 0 THEN
            PERFORM {schema}.be_ready_again(_job, _now, _keep);
            _taken := _taken || _job.id;
            CONTINUE;
        END IF;
        IF _was_alone OR _max_crashes = 0 THEN
            _job.crashes := _job.crashes + CASE WHEN _was_alone AND _job.is_suspect AND _job.crashes = 0 THEN 2 ELSE 1 END;
        END IF;
        IF (_was_alone OR _max_crashes = 0) AND _job.crashes >= _max_crashes THEN
            -- As JobError.ForCrashes words it.
            _job.error_type := 'WorkerDied';
            _job.error_message := format(
                'Its worker died %s times while it ran, the last time ''%s''. See what it does to the process, then retry it.', _job.crashes, _worker);
            _job.error_stack := NULL;
            _job.error_at := _now;
            PERFORM {schema}.end_job(_job, 6::smallint, _now, _keep);
        ELSE
            _job.is_suspect := true;
            _job.due := _now + least(interval '5 minutes', interval '1 second' * (1 << least(_job.crashes, 9)));
            PERFORM {schema}.run_later(_job, _now);
        END IF;
        _taken := _taken || _job.id;
    END LOOP;
    PERFORM {schema}.leave_leases(ARRAY[_lease.id], _taken);
    RETURN cardinality(_taken);
END
$$;

CREATE FUNCTION {schema}.release_unknown(_worker bigint, _known bigint[], _keep interval[]) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _lease {schema}.lease;
    _now timestamptz;
    _released int := 0;
BEGIN
    IF NOT EXISTS (SELECT FROM {schema}.lease l, unnest(l.ids) i (id) WHERE l.worker = _worker AND i.id <> ALL (_known)) THEN
        RETURN 0;
    END IF;
    PERFORM {schema}.lock_lives();
    PERFORM FROM {schema}.lease WHERE worker = _worker ORDER BY id & 255 <> 0, id FOR UPDATE;
    _now := {schema}.clock();
    FOR _lease IN SELECT * FROM {schema}.lease WHERE worker = _worker LOOP
        _released := _released + {schema}.take_back(
            _lease, ARRAY(SELECT i.id FROM unnest(_lease.ids) i (id) WHERE i.id <> ALL (_known)),
            (SELECT name FROM {schema}.worker WHERE id = _worker), false, false, 0, _now, _keep);
    END LOOP;
    RETURN _released;
END
$$;

CREATE FUNCTION {schema}.stop_worker(_worker bigint, _keep interval[]) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    UPDATE {schema}.worker SET has_stopped = true WHERE id = _worker AND NOT has_stopped;
    RETURN {schema}.release_unknown(_worker, '{}', _keep);
END
$$;

-- Jobs of workers whose lease has run out. A worker that stopped can hold some too, if a claim of its came late: that is no crash.
CREATE FUNCTION {schema}.rescue(_count int, _max_crashes int, _now timestamptz, _keep interval[]) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _lease {schema}.lease;
    _worker {schema}.worker;
    _rescued int := 0;
    _ids bigint[];
BEGIN
    FOR _lease IN
        SELECT l.* FROM {schema}.lease l LEFT JOIN {schema}.worker w ON w.id = l.worker WHERE w.id IS NULL OR w.has_stopped OR w.beat_at + w.lease <= _now
        ORDER BY l.id & 255 <> 0, l.id LIMIT _count FOR UPDATE OF l SKIP LOCKED
    LOOP
        EXIT WHEN _rescued >= _count;
        -- Kept with the worker, for its leases may be taken back by several sweeps.
        UPDATE {schema}.worker SET died_alone = (
                SELECT count(i.id) = 1 FROM {schema}.lease l, unnest(l.ids) i (id) WHERE l.worker = _lease.worker)
            WHERE id = _lease.worker AND died_alone IS NULL AND NOT has_stopped;
        SELECT * INTO _worker FROM {schema}.worker WHERE id = _lease.worker;
        _ids := ARRAY(SELECT i FROM unnest(_lease.ids) i WHERE i IS NOT NULL LIMIT _count - _rescued);
        _rescued := _rescued + {schema}.take_back(_lease, _ids, _worker.name, NOT coalesce(_worker.has_stopped, true), coalesce(_worker.died_alone, false), _max_crashes, _now, _keep);
    END LOOP;
    RETURN _rescued;
END
$$;

-- Those that may have relatives or a batch only under the lock of lives.
CREATE FUNCTION {schema}.prune(_count int, _now timestamptz, _has_lock boolean) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _gone bigint[];
    _linked bigint[];
BEGIN
    WITH gone AS (
        DELETE FROM {schema}.ended WHERE id = ANY (ARRAY(
            SELECT e.id FROM {schema}.ended e WHERE e.keep_until <= _now AND (_has_lock OR e.flags = 0) ORDER BY e.keep_until LIMIT _count FOR UPDATE SKIP LOCKED)) RETURNING id, flags
    )
    SELECT coalesce(array_agg(id), '{}'), array_agg(id) FILTER (WHERE flags & 48 <> 0) INTO _gone, _linked FROM gone;
    IF _linked IS NOT NULL THEN
        PERFORM {schema}.unlink(VARIADIC _linked);
    END IF;
    RETURN cardinality(_gone);
END
$$;

CREATE FUNCTION {schema}.sweep(_count int, _max_crashes int, _keep interval[], OUT due int, OUT rescued int, OUT pruned int, OUT next_due bigint) LANGUAGE plpgsql VOLATILE
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    _now timestamptz := {schema}.clock();
    _has_lock boolean := false;
BEGIN
    due := 0;
    rescued := 0;
    IF EXISTS (SELECT FROM {schema}.later WHERE due <= _now AND flags & 2 <> 0)
        OR EXISTS (SELECT FROM {schema}.lease l LEFT JOIN {schema}.worker w ON w.id = l.worker WHERE w.id IS NULL OR w.has_stopped OR w.beat_at + w.lease <= _now)
        OR EXISTS (SELECT FROM (SELECT e.flags FROM {schema}.ended e WHERE e.keep_until <= _now ORDER BY e.keep_until LIMIT _count) o WHERE o.flags <> 0) THEN
        PERFORM {schema}.lock_lives();
        _has_lock := true;
        _now := {schema}.clock();
        rescued := {schema}.rescue(_count, _max_crashes, _now, _keep);
        due := {schema}.promote(_count, _now, true);
    END IF;
    due := due + {schema}.promote(_count - due, _now, false);
    pruned := {schema}.prune(_count, _now, _has_lock);
    next_due := (SELECT greatest(0, extract(epoch FROM l.due - _now) * 1000000) FROM {schema}.later l ORDER BY l.due LIMIT 1);
END
$$;

-- What was remembered long enough, apart from jobs. Seldom enough to look through whole tables.
CREATE FUNCTION {schema}.tidy(_count int) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    _now timestamptz := {schema}.clock();
BEGIN
    DELETE FROM {schema}.unique_key WHERE ctid = ANY (ARRAY(
        SELECT u.ctid FROM {schema}.unique_key u WHERE u.scope = 2 AND u.until <= _now LIMIT _count FOR UPDATE SKIP LOCKED));
    DELETE FROM {schema}.told WHERE ctid = ANY (ARRAY(
        SELECT t.ctid FROM {schema}.told t WHERE t.told_at <= _now - interval '70 minutes' LIMIT _count FOR UPDATE SKIP LOCKED));
    DELETE FROM {schema}.batch_token WHERE ctid = ANY (ARRAY(
        SELECT t.ctid FROM {schema}.batch_token t WHERE t.told_at <= _now - interval '70 minutes' LIMIT _count FOR UPDATE SKIP LOCKED));
    DELETE FROM {schema}.guest WHERE ctid = ANY (ARRAY(
        SELECT g.ctid FROM {schema}.guest g
        WHERE NOT EXISTS (SELECT FROM {schema}.job j WHERE j.id = g.job_id) AND NOT EXISTS (SELECT FROM {schema}.ended e WHERE e.id = g.job_id)
        LIMIT _count FOR UPDATE SKIP LOCKED));
    DELETE FROM {schema}.batch WHERE id = ANY (ARRAY(
        SELECT b.id FROM {schema}.batch b WHERE b.unended = 0
            AND NOT EXISTS (SELECT FROM {schema}.guest g WHERE g.batch = b.id)
            AND NOT EXISTS (SELECT FROM {schema}.job j WHERE j.batch = b.id) AND NOT EXISTS (SELECT FROM {schema}.ended e WHERE e.batch = b.id)
        LIMIT _count FOR UPDATE SKIP LOCKED));
    DELETE FROM {schema}.worker WHERE id = ANY (ARRAY(
        SELECT w.id FROM {schema}.worker w
        WHERE (w.has_stopped OR w.beat_at + w.lease <= _now) AND w.beat_at <= _now - interval '1 hour'
            AND NOT EXISTS (SELECT FROM {schema}.lease l WHERE l.worker = w.id)
        LIMIT _count FOR UPDATE SKIP LOCKED));
END
$$;
