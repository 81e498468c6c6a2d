-- One row: one agency and its active staff by the last roster within the predicate's period.
with last as (
    select period from roster_fact join live_batch using (batch_id) join period using (period)
    where region = $region and starts >= $starts and ends <= $ends
    order by ends desc, cadence limit 1
),
person as (
    select employee, agency, active from roster_fact join live_batch using (batch_id)
    where region = $region and period in (select period from last)
    qualify row_number() over (partition by employee order by coalesce(acting, false), batch_id desc, line desc) = 1
)
select agency, count(*) as n from person where active group by agency order by agency
