insert or replace into ringleader_limit (name, running, starts, per, tokens, refilled_at) values (?1, ?2, ?3, ?4, ?5, ?6);
