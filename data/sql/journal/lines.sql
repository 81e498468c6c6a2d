-- Every line of the journal as the store keeps it.
select line from event order by seq
