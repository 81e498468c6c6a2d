-- One row: one line that says persons were looked at, oldest first.
select line from event where kind = 'access' order by seq
