update ringleader_job set error_type = ?2, error_message = ?3, error_stack = ?4, error_at = ?5 where id = ?1;
