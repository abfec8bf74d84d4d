insert into ringleader_batch (id, unended, unsucceeded, on_succeeded, on_ended) values (?1, ?2, ?3, ?4, ?5);
