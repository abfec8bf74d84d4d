delete from ringleader_unique where until <= ?1;
