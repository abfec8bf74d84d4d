delete from ringleader_tally where count = 0;
