select name, text, job, missed, is_paused, last_instant, saved_at from ringleader_schedule;
