select queue, state, count from ringleader_tally where count > 0;
