-- The newest event the store holds.
select line from event order by seq desc limit 1
