-- The first line of the journal: how the home began.
select line from event where kind = 'start' order by seq limit 1
