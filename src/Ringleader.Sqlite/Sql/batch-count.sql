update ringleader_batch set unended = unended + ?2, unsucceeded = unsucceeded + ?3 where id = ?1;
