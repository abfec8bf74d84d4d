insert or replace into ringleader_token (token, is_batch, answer, until) values (?1, ?2, ?3, ?4);
