select answer from ringleader_token where token = ?1 and is_batch = ?2 and until > ?3;
