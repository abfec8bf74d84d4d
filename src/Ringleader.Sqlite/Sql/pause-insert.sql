insert into ringleader_pause (what, name) values (?1, ?2) on conflict do nothing;
