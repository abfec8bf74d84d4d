delete from ringleader_follows where child = ?1;
