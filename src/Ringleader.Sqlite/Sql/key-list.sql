select distinct limit_key from ringleader_job where limit_key is not null and state < 5;
