update ringleader_group set holder = ?2 where name = ?1;
