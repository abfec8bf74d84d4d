delete from ringleader_unique where kind = ?1 and name = ?2 and job = ?3;
