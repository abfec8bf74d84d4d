select min(due_at) from ringleader_job where state in (1, 4);
