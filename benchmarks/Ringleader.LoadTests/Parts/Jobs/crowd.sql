-- 1,000,000 jobs that are due tomorrow, 100,000 that have failed and 1,000,000 that have succeeded, as the store would have them.
INSERT INTO ringleader.kind (name) VALUES ('noop') ON CONFLICT DO NOTHING;
INSERT INTO ringleader.queue (name) VALUES ('default') ON CONFLICT DO NOTHING;

CREATE TEMPORARY TABLE crowd AS
    SELECT
        nextval('ringleader.job_id') AS id,
        clock_timestamp() AS enqueued_at,
        kind.id AS kind,
        queue.id AS queue,
        CASE WHEN number <= 1000000 THEN NULL WHEN number <= 1100000 THEN 6 ELSE 5 END AS ended_as
    FROM generate_series(1, 2100000) AS number, ringleader.kind, ringleader.queue
    WHERE kind.name = 'noop' AND queue.name = 'default';

INSERT INTO ringleader.job (id, due, enqueued_at, kind, queue, priority, version, max_attempts, attempts, crashes, flags, arguments)
    SELECT id, enqueued_at + interval '1 day', enqueued_at, kind, queue, 0, 1, 25, 0, 0, 0, '{"Id":1}'
    FROM crowd
    WHERE ended_as IS NULL;

INSERT INTO ringleader.later (due, id, flags)
    SELECT enqueued_at + interval '1 day', id, 0
    FROM crowd
    WHERE ended_as IS NULL;

INSERT INTO ringleader.ended (
    id, due, enqueued_at, kind, queue, priority, version, max_attempts, attempts, crashes, flags, arguments, term, worker,
    error_type, error_message, error_stack, error_at, ended_as, ended_at, keep_until)
    SELECT
        id, enqueued_at, enqueued_at, kind, queue, 0, 1, 25, CASE ended_as WHEN 6 THEN 25 ELSE 0 END, 0, 0, '{"Id":1}', 256, 'a worker',
        CASE ended_as WHEN 6 THEN 'System.TimeoutException' END,
        CASE ended_as WHEN 6 THEN 'The mail server did not answer.' END,
        CASE ended_as WHEN 6 THEN '   at Example.Mail.SendAsync()' END,
        CASE ended_as WHEN 6 THEN enqueued_at END,
        ended_as, enqueued_at, CASE ended_as WHEN 5 THEN enqueued_at + interval '1 day' END
    FROM crowd
    WHERE ended_as IS NOT NULL;

DROP TABLE crowd;
ANALYZE;
