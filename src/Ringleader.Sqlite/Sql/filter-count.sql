select count(*) from ringleader_job where {filter};
