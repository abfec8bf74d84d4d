-- Changes nothing, but makes the transaction one that writes.
update ringleader_store set id = 1 where id = 1;
