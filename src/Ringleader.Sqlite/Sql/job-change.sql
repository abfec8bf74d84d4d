update ringleader_job set priority = coalesce(?2, priority), arguments = coalesce(?3, arguments), version = coalesce(?4, version) where id = ?1;
