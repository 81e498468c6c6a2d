-- One row: one line of the journal, newest first; of one login where one is asked for.
select line from event where $login is null or actor = $login order by seq desc limit $most
