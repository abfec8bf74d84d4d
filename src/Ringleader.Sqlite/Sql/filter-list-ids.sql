select id from ringleader_job where {filter} order by id;
