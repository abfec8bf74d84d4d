select what, name from ringleader_pause;
