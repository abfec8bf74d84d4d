delete from ringleader_pause where what = ?1 and name = ?2;
