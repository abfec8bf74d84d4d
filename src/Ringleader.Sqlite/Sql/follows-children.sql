select child from ringleader_follows where parent = ?1 order by child;
