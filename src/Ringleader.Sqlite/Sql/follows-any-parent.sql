select exists (select 1 from ringleader_follows where child = ?1);
