update ringleader_job set reporting_until = ?2 where id in (select value from json_each(?1));
