update ringleader_job set is_reported = 1 where id in (select value from json_each(?1)) and state = 6 and reporting_until is not null;
