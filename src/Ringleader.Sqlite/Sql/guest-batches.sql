select batch from ringleader_guest where job = ?1 order by batch;
