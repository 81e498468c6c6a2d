-- One row: one live batch with predicates of the region and period.
select distinct batch_id from predicate_fact join live_batch using (batch_id)
where region = $region and period = $period and predicate is not null
order by batch_id
