-- Whether a suspect has been ready since an instant in one of the queues (a JSON array, empty for all), none of which is paused.
select exists (
  select 1 from ringleader_job
  where suspect = 1 and state = 2 and due_at <= ?1
    and (?2 = '[]' or queue in (select value from json_each(?2)))
    and queue not in (select name from ringleader_pause where what = 'queue')
    and kind not in (select name from ringleader_pause where what = 'kind'));
