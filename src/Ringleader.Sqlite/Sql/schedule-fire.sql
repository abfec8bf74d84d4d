-- Marks an instant as fired; changes nothing when it is not open.
update ringleader_schedule set last_instant = ?2
where name = ?1 and is_paused = 0 and saved_at < ?2 and (last_instant is null or last_instant < ?2);
