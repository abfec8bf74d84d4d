-- The terms of one claim have the distances of the ids, and so one statement gives each job its own.
update ringleader_job set state = 3, term = ?2 + id, worker_id = ?3, worker_name = ?4, progress = null, note = null
where id in (select value from json_each(?1));
