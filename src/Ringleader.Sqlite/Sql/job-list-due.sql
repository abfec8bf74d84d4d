select id from ringleader_job where state in (1, 4) and due_at <= ?1 order by due_at, id limit ?2;
