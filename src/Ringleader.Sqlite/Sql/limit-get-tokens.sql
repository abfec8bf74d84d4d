select tokens, refilled_at from ringleader_limit where name = ?1;
