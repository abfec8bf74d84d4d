update ringleader_job set kept = ?2 where id = ?1;
