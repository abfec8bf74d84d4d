select min(id) from ringleader_job where group_name = ?1 and state < 5 and id <> ?2;
