-- One file with people that is no demo data, if there is any.
select batch_id from batch where not demo and kind in ('evaluation', 'roster', 'predicate', 'attendance') limit 1
