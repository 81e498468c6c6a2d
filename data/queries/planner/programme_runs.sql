-- One row: one run of one programme of the catalogue, with its first and last day and how many attended it. A run whose days
-- no file names is left out: nobody knows what was before it.
select programme, any_value(title) as title, starts, max(coalesce(ends, starts)) as ends,
    count(distinct employee) as n_attended
from attendance_current
semi join person_seen(case when $own_agencies is null then null else $region end, $own_agencies) using (employee)
where region = $region and programme is not null and programme <> '' and starts is not null
group by programme, starts
order by starts desc, programme
