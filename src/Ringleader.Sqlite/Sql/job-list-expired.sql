select id from ringleader_job where prune_at <= ?1 order by prune_at limit ?2;
