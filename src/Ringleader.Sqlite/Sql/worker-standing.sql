select name, queues, lease from ringleader_worker where id = ?1 and has_stopped = 0 and last_beat + lease > ?2;
