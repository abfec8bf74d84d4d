insert into ringleader_reporting (id, since) values (1, ?1) on conflict (id) do nothing;
