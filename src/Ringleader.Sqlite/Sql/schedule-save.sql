insert into ringleader_schedule (name, text, job, missed, is_paused, last_instant, saved_at) values (?1, ?2, ?3, ?4, 0, null, ?5)
on conflict (name) do update set
  saved_at = case when text = excluded.text then saved_at else excluded.saved_at end,
  text = excluded.text, job = excluded.job, missed = excluded.missed;
