insert into ringleader_guest (job, batch) values (?1, ?2) on conflict do nothing;
