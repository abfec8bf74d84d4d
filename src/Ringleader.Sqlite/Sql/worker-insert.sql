insert into ringleader_worker (id, name, queues, slots, lease, started_at, last_beat, has_stopped, kinds) values (?1, ?2, ?3, ?4, ?5, ?6, ?6, 0, ?7);
