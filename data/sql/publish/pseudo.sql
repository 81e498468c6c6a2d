-- Agency-level figures of one group as cells of its pseudo-block. Known sizes are weighted by respondents and ask for at least
-- k of them; an aggregate of unknown size counts once. Rows of persons win over rows of their agency, and from rules 3 on:
-- - its own figure wins over those of its units: added up, people would count twice, and side by side they tell of the rest;
-- - staff who rated staff say how many were rated (at least k) and, where a source asks for several raters, how many rated;
-- - a figure that differs from one released before stands on k respondents more or fewer, or waits with the one before.

-- One row: one figure of the version being made.
create or replace temp table figure_now as
with told as (
    select agency, aspect, score, respondents, unit is null as own, n_raters
    from rating where state = 0 and employee is null
    qualify $rules < 3 or own or not bool_or(unit is null) over (partition by agency, aspect)
),
by_person as (
    select distinct rating.agency, rating.aspect
    from rating semi join told using (aspect)
    where rating.state = 0 and rating.employee is not null
),
figure as (
    select leaf.block_id, aspect.indicator, aspect.source, told.score, told.respondents
    from told
    join aspect using (aspect)
    join leaf on leaf.region = $region and leaf.period = $period and leaf.agency = told.agency
        and leaf.unit = '*' and leaf.position = '*'
    left join source_rule using (source)
    anti join by_person on by_person.agency = told.agency and by_person.aspect = told.aspect
    where coalesce(told.respondents >= $k, $rules < 3 or source not in ('superior', 'peer', 'subordinate', 'self'))
        and ($rules < 3 or source not in ('peer', 'subordinate')
            or coalesce(told.n_raters, 0) >= greatest(3, source_rule.min_raters))
)
select block_id, indicator, source, n_people,
    greatest(coalesce(ends, 0), least(coalesce(100 * n_people - ends, total), total)) as total
from (
    select block_id, indicator, source,
        -- One part of unknown size makes the whole of unknown size: the number of the others would claim to be all.
        case when count(respondents) = count(*) then sum(respondents) end as n_people,
        case when count(respondents) = count(*) then sum(score * respondents) else avg(score) end as total
    from figure
    group by block_id, indicator, source
)
left join bound on n_people is not null;

-- One row: one figure that waits: it differs from one released before by fewer than k respondents, by an unknown number of them,
-- or by respondents who, if they came to those before, all but agreed on an end of the scale.
create or replace temp table figure_held as
select distinct block_id, indicator, source
from figure_now as now
join cell using (block_id, indicator, source)
join snapshot using (snapshot_id)
cross join bound
where $rules > 2 and region = $region and period = $period and snapshot_id < $snapshot_id
    and (now.n_people is distinct from cell.n_people or abs(now.total - cell.total) > 1e-6)
    and (coalesce(abs(now.n_people - cell.n_people) < $k, true)
        or ((now.total - cell.total) * sign(now.n_people - cell.n_people) between 0 and bound.ends - 1e-6)
        or (100 * abs(now.n_people - cell.n_people) - (now.total - cell.total) * sign(now.n_people - cell.n_people)
            between 0 and bound.ends - 1e-6));

insert into cell
select $snapshot_id, block_id, indicator, source, n_people, null, total
from figure_now anti join figure_held using (block_id, indicator, source)
union all
select $snapshot_id, block_id, indicator, source, cell.n_people, null, cell.total
from cell semi join figure_held using (block_id, indicator, source)
where snapshot_id = $previous
