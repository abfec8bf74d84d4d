update ringleader_limit set tokens = ?2, refilled_at = ?3 where name = ?1;
