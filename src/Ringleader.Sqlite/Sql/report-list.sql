select id from ringleader_job
where state = 6 and is_reported = 0 and ended_at >= ?1 and (reporting_until is null or reporting_until <= ?2) order by ended_at, id limit ?3;
