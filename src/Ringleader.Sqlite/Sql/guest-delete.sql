delete from ringleader_guest where job = ?1;
