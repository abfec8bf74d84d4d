select id from ringleader_job where limit_key = ?1 and state = 0 and in_line = 1 order by priority desc, due_at, id limit 1;
