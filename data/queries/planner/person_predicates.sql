-- One row: the official predicate of one employee in one of the two newest periods that have any and are over by the end of
-- `$period`, acting posts (PLT, PLH) left out. back: 1 for the newest, 2 for the one before.
with told as (
    select employee, agency, predicate_fact.period, predicate, period.ends as over,
        dense_rank() over (order by period.ends desc, period.starts desc) as back
    from predicate_fact join (select batch_id from live_batch) using (batch_id)
    join period on period.period = predicate_fact.period
    where region = $region and predicate is not null and not acting
        and period.ends <= (select ends from period where period = $period)
    qualify row_number() over (
        partition by employee, predicate_fact.period order by batch_id desc, predicate_fact.ends desc nulls last, line desc
    ) = 1
)
select employee, agency, period, predicate, back from told
where back <= 2 and ($own_agencies is null or list_contains($own_agencies::varchar[], agency))
order by employee, back
