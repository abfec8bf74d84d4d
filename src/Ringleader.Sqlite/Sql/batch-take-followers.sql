select
  case when unsucceeded = 0 then on_succeeded end,
  case when unended = 0 then on_ended end
from ringleader_batch where id = ?1;
