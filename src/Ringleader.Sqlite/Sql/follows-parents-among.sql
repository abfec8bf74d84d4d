select distinct parent from ringleader_follows where parent in (select value from json_each(?1));
