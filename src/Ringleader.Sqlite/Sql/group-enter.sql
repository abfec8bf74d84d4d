insert into ringleader_group (name, holder) values (?1, ?2) on conflict (name) do nothing;
