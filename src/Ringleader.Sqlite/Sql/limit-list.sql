select name, running, starts, per from ringleader_limit;
