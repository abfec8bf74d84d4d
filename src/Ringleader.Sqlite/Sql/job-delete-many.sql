delete from ringleader_job where id in (select value from json_each(?1));
