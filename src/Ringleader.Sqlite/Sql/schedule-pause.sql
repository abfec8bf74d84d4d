update ringleader_schedule set is_paused = ?2 where name = ?1;
