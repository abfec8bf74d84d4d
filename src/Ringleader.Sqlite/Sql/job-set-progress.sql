update ringleader_job set progress = ?3, note = coalesce(?4, note) where id = ?1 and term = ?2 and state = 3;
