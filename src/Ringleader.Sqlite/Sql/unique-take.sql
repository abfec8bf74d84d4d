insert into ringleader_unique (kind, name, job, until) values (?1, ?2, ?3, ?4)
on conflict (kind, name) do update set job = excluded.job, until = excluded.until;
