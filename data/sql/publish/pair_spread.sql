-- How far people rated in both periods moved, and how their raters share in it: pooled components of the region, and the
-- load of the raters per agency. The same as pair_spread and pair_load of analytics/components.py.
--
-- change of a person: on one indicator and source; over sources ('all') with the sources' weights; over indicators ('*') with
-- the weights of the position now, over what was rated both times, from 60 % of the weight. The rater of 'all' is the
-- superior (the lowest where there are several).
create or replace temp table pair_change as
with pair as (
    select pair_key.agency, seat.position, employee, pair_key.indicator, pair_key.source, now - before as change,
        rater_before, rater_now
    from pair_mark join pair_key using (key) join seat using (employee)
    where block_now is not null and block_before is not null and seat.state = 0
),
superior as (
    select employee, min(rater_before) as rater_before, min(rater_now) as rater_now
    from pair where source = 'superior' group by employee
),
combined as (
    select pair.agency, pair.position, pair.employee, pair.indicator,
        sum(pair.change * snapshot_source.weight) / sum(snapshot_source.weight) as change
    from pair join snapshot_source on snapshot_source.snapshot_id = $snapshot_id and snapshot_source.source = pair.source
    where snapshot_source.weight > 0
    group by pair.agency, pair.position, pair.employee, pair.indicator
),
whole as (
    select position, sum(weight) as weight from snapshot_weight where snapshot_id = $snapshot_id group by position
),
composite as (
    select combined.agency, combined.employee,
        sum(combined.change * snapshot_weight.weight) / sum(snapshot_weight.weight) as change
    from combined
    join snapshot_weight on snapshot_weight.snapshot_id = $snapshot_id
        and snapshot_weight.position = combined.position and snapshot_weight.indicator = combined.indicator
    join whole on whole.position = combined.position
    where snapshot_weight.weight > 0
    group by combined.agency, combined.employee
    having sum(snapshot_weight.weight) >= 0.6 * any_value(whole.weight) - 1e-9
)
select agency, employee, indicator, source, change, rater_before, rater_now from pair
union all
select combined.agency, combined.employee, combined.indicator, 'all', combined.change, superior.rater_before,
    superior.rater_now
from combined left join superior using (employee)
union all
select composite.agency, composite.employee, '*', 'all', composite.change, superior.rater_before, superior.rater_now
from composite left join superior using (employee);

insert into pair_spread
with named as (
    select * from pair_change where rater_now is not null and (rater_before is null or rater_before = rater_now)
),
rater as (
    select indicator, source, agency, rater_now, count(*) as n, sum(change) as total, sum(change * change) as square
    from named group by indicator, source, agency, rater_now
),
agency_rater as (
    select indicator, source, agency, sum(n) as n, count(*) as r, sum(square - total * total / n) as inside,
        sum(total * total / n) - sum(total) * sum(total) / sum(n) as across, sum(n * n) / sum(n) as uneven
    from rater group by indicator, source, agency
),
nested as (
    select indicator, source, sum(n) as n, sum(r) as r, count(*) as a,
        greatest(0, sum(inside)) / greatest(sum(n) - sum(r), 1) as within,
        case when sum(r) > count(*) then sum(across) / (sum(r) - count(*)) end as across,
        case when sum(r) > count(*) then (sum(n) - sum(uneven)) / (sum(r) - count(*)) end as load
    from agency_rater group by indicator, source
),
loads as (select indicator, source, median(n) as median_load from rater group by indicator, source),
unnamed as (
    select indicator, source, agency, count(*) as n,
        greatest(0, sum(change * change) - sum(change) * sum(change) / count(*)) as inside
    from pair_change anti join nested using (indicator, source)
    where rater_now is null
    group by indicator, source, agency
)
select $snapshot_id, $previous, indicator, source, within,
    case when across is null then 0 else greatest(0, (across - within) / load) end, n, r, median_load, a, load
from nested join loads using (indicator, source)
where n >= $k
union all
select $snapshot_id, $previous, indicator, source, sum(inside) / greatest(sum(n) - count(*), 1), null, sum(n), null, null,
    count(*), null
from unnamed group by indicator, source having sum(n) >= $k
order by all;

insert into pair_load
with named as (select * from pair_change where rater_now is not null and rater_before is not null),
held_by as (
    select agency, indicator, source, rater_before as rater, count(*) as n_before, 0 as n_now,
        count(*) filter (where rater_before <> rater_now) as fresh_before, 0 as fresh_now
    from named group by agency, indicator, source, rater_before
    union all
    select agency, indicator, source, rater_now, 0, count(*), 0, count(*) filter (where rater_before <> rater_now)
    from named group by agency, indicator, source, rater_now
),
squares as (
    select agency, indicator, source, count(*) filter (where n_now > 0) as n_raters, sum(fresh_now) as n_fresh,
        sum(n_before * n_before) as sum_before2, sum(n_now * n_now) as sum_now2,
        sum(fresh_before * fresh_before + fresh_now * fresh_now) as sum_fresh2
    from held_by group by agency, indicator, source
),
people as (
    select agency, indicator, source, count(*) as n_people from pair_change group by agency, indicator, source
    having count(*) >= $k
)
select $snapshot_id, $previous, agency, indicator, source, n_people, n_raters, n_fresh, sum_before2, sum_now2, sum_fresh2
from people left join squares using (agency, indicator, source)
order by all
