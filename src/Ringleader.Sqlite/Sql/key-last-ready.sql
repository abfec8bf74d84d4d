select id from ringleader_job where limit_key = ?1 and state = 2 order by priority, due_at desc, id desc limit 1;
