delete from ringleader_token where until <= ?1;
