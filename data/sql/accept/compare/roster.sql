-- Counts of people and periods in the staged roster rows against what stands: new, changed, same.
with incoming as (
    select region, period, pseudonym.pseudonym as employee, case when acting then agency else '' end as post,
        hash(agency, coalesce(unit, ''), coalesce(position, ''), coalesce(employee_type, ''), active) as said
    from staged join pseudonym on pseudonym.identity = staged.nip
),
standing as (
    select region, period, employee, case when acting then agency else '' end as post,
        hash(agency, coalesce(unit, ''), coalesce(position, ''), coalesce(employee_type, ''), active) as held
    from roster_fact join (select distinct region, period from staged) using (region, period)
    join (select batch_id from live_batch) using (batch_id)
    qualify row_number() over (partition by region, period, employee, post order by batch_id desc, line desc) = 1
)
select count(*) filter (where held is null) as new, count(*) filter (where held <> said) as changed,
    count(*) filter (where held = said) as same
from incoming left join standing using (region, period, employee, post)
