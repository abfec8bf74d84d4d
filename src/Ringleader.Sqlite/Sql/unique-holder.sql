select job from ringleader_unique where kind = ?1 and name = ?2 and (until is null or until > ?3);
