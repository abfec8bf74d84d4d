select kept from ringleader_job where id = ?1 and term = ?2 and state = 3;
