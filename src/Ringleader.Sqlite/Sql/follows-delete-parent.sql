delete from ringleader_follows where parent = ?1;
