-- One row: one employee whom superiors of one agency rated in both periods, beside one run of a programme. before, after: mean of
-- the indicators in `$worked_on` rated in both; beside_before, beside_after: of the others. trained: attended the run. Who
-- attended another run of the programmes in `$programmes` until the later period is left out.
with rated as (
    select employee, agency, period, indicator, avg(score) as score
    from fact_current
    where region = $region and list_contains([$before, $after], period) and source = 'superior' and employee is not null
    group by all
),
paired as (
    select earlier.employee, earlier.agency, list_contains($worked_on, earlier.indicator) as worked_on,
        earlier.score as before, later.score as after
    from rated as earlier
    join rated as later on later.employee = earlier.employee and later.agency = earlier.agency
        and later.indicator = earlier.indicator
    where earlier.period = $before and later.period = $after
),
attended as (
    select employee, bool_or(programme = $programme and starts = $starts::date) as trained
    from attendance_current
    where region = $region and list_contains($programmes, programme)
        and starts <= (select ends from period where period = $after)
    group by employee
)
select paired.employee, agency, coalesce(any_value(trained), false) as trained, avg(before) filter (worked_on) as before,
    avg(after) filter (worked_on) as after, avg(before) filter (not worked_on) as beside_before,
    avg(after) filter (not worked_on) as beside_after
from paired left join attended using (employee)
where $own_agencies is null or list_contains($own_agencies::varchar[], agency)
group by paired.employee, agency
having coalesce(any_value(trained), true) and count(*) filter (worked_on) > 0
order by paired.employee, agency
