-- Counts of people and periods in the staged predicate rows against what stands: new, changed, same. An acting post (PLT,
-- PLH) is its own row, told apart by its agency.
with incoming as (
    select region, period, pseudonym.pseudonym as employee, acting, case when acting then agency else '' end as post,
        hash(agency, coalesce(unit, ''), coalesce(position, ''), coalesce(work_result, ''), coalesce(work_behavior, ''),
            coalesce(predicate, ''), coalesce(skp_status, ''), ends) as said
    from staged join pseudonym on pseudonym.identity = staged.nip
),
standing as (
    select region, period, employee, acting, case when acting then agency else '' end as post,
        hash(agency, coalesce(unit, ''), coalesce(position, ''), coalesce(work_result, ''), coalesce(work_behavior, ''),
            coalesce(predicate, ''), coalesce(skp_status, ''), ends) as held
    from predicate_fact join (select distinct region, period from staged) using (region, period)
    join (select batch_id from live_batch) using (batch_id)
    qualify row_number() over (
        partition by region, period, employee, acting, post order by batch_id desc, ends desc nulls last, line desc
    ) = 1
)
select count(*) filter (where held is null) as new, count(*) filter (where held <> said) as changed,
    count(*) filter (where held = said) as same
from incoming left join standing using (region, period, employee, acting, post)
