update ringleader_worker set last_beat = ?2 where id = ?1;
