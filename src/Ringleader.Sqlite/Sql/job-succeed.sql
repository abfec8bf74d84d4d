update ringleader_job set state = 5, called_off = 0, attempts = attempts + 1, ended_at = ?2, prune_at = min(?4, ?2 + coalesce(keep_result, ?3))
where id in (select value from json_each(?1));
