-- How far people rated in both periods moved, and how their raters share in it: pooled components of the region, and the
-- load of the raters per agency. The twin: tests/worlds/components.py.
--
-- change of a person: on one indicator and source; over sources ('all') with the sources' weights; over indicators ('*') with
-- the weights of the position now, over what was rated both times, from 60 % of the weight. The rater of 'all' is the
-- superior (the lowest where there are several).
create or replace temp table pair_change as
with pair as (
    select key, employee, now - before as change, rater_before, rater_now
    from pair_mark where block_now is not null and block_before is not null
),
superior as (
    select employee, min(rater_before) as rater_before, min(rater_now) as rater_now
    from pair semi join (select key from pair_key where source = 'superior') using (key) group by employee
),
combined as (
    select pair_key.all_key, pair.employee, sum(pair.change * pair_key.weight) / sum(pair_key.weight) as change
    from pair join pair_key using (key)
    group by pair_key.all_key, pair.employee
),
whole as (
    select position, sum(weight) as weight from snapshot_weight where snapshot_id = $snapshot_id group by position
),
composite as (
    select pair_line.whole_key, combined.employee,
        sum(combined.change * snapshot_weight.weight) / sum(snapshot_weight.weight) as change
    from combined
    join pair_line on pair_line.line = combined.all_key
    join seat on seat.state = 0 and seat.employee = combined.employee
    join snapshot_weight on snapshot_weight.snapshot_id = $snapshot_id
        and snapshot_weight.position = seat.position and snapshot_weight.indicator = pair_line.indicator
    join whole on whole.position = seat.position
    where snapshot_weight.weight > 0
    group by pair_line.whole_key, combined.employee
    -- As much weight as a composite asks for, less what summing may lose.
    having sum(snapshot_weight.weight) >= 0.6 * any_value(whole.weight) - 1e-9
)
select key as line, employee, change, rater_before, rater_now from pair
union all
select combined.all_key, combined.employee, combined.change, superior.rater_before, superior.rater_now
from combined left join superior using (employee)
union all
select composite.whole_key, composite.employee, composite.change, superior.rater_before, superior.rater_now
from composite left join superior using (employee);

insert into pair_spread
with rater as (
    select line, rater_now, count(*) as n, sum(change) as total, sum(change * change) as square
    from pair_change
    -- Under another rater a change holds two raters' severities, and would make people look more restless than they
    -- are.
    where rater_now is not null and (rater_before is null or rater_before = rater_now)
    group by line, rater_now
),
agency_rater as (
    select line, sum(n) as n, count(*) as r, sum(square - total * total / n) as inside,
        sum(total * total / n) - sum(total) * sum(total) / sum(n) as across, sum(n * n) / sum(n) as uneven
    from rater group by line
),
nested as (
    select indicator, source, sum(n) as n, sum(r) as r, count(*) as a,
        -- Where every rater rated one person, nothing is within: one degree of freedom in place of a division by zero.
        greatest(0, sum(inside)) / greatest(sum(n) - sum(r), 1) as within,
        case when sum(r) > count(*) then sum(across) / (sum(r) - count(*)) end as across,
        case when sum(r) > count(*) then (sum(n) - sum(uneven)) / (sum(r) - count(*)) end as load
    from agency_rater join pair_line using (line) group by indicator, source
),
loads as (
    select indicator, source, median(n) as median_load from rater join pair_line using (line) group by indicator, source
),
by_line as (
    select line, count(*) as n, greatest(0, sum(change * change) - sum(change) * sum(change) / count(*)) as inside
    from pair_change where rater_now is null
    group by line
),
unnamed as (
    select indicator, source, n, inside from by_line join pair_line using (line) anti join nested using (indicator, source)
)
select $snapshot_id, $previous, indicator, source, greatest(bound.spread_floor ** 2, within),
    case when across is null then 0 else greatest(0, (across - within) / load) end, n, r, median_load, a, load
from nested cross join bound join loads using (indicator, source)
where n >= $k
union all
select $snapshot_id, $previous, indicator, source,
    greatest(any_value(bound.spread_floor) ** 2, sum(inside) / greatest(sum(n) - count(*), 1)), null, sum(n), null, null,
    count(*), null
from unnamed cross join bound group by indicator, source having sum(n) >= $k
order by indicator, source;

insert into pair_load
with held_by as (
    select line, rater_before as rater, count(*) as n_before, 0 as n_now,
        count(*) filter (where rater_before <> rater_now) as fresh_before, 0 as fresh_now
    from pair_change where rater_now is not null and rater_before is not null
    group by line, rater_before
    union all
    select line, rater_now, 0, count(*), 0, count(*) filter (where rater_before <> rater_now)
    from pair_change where rater_now is not null and rater_before is not null
    group by line, rater_now
),
squares as (
    select line, count(*) filter (where n_now > 0) as n_raters, sum(fresh_now) as n_fresh,
        sum(n_before * n_before) as sum_before2, sum(n_now * n_now) as sum_now2,
        sum(fresh_before * fresh_before + fresh_now * fresh_now) as sum_fresh2
    from held_by group by line
),
people as (select line, count(*) as n_people from pair_change group by line having count(*) >= $k)
select $snapshot_id, $previous, agency, indicator, source, n_people, n_raters, n_fresh, sum_before2, sum_now2, sum_fresh2
from people join pair_line using (line) left join squares using (line)
order by agency, indicator, source
