-- Pooled variance components: ratings nested in raters nested in agencies (one-way random effects, unbalanced ANOVA;
-- Searle, Casella and McCulloch 1992, ch. 3). Only pooled figures of the region are kept.

-- One row: one named rater of one agency, indicator and source. The rater of a person's scores ('all') is the superior who gave
-- most of the person's ratings.
create or replace temp table rater_sum as
with first_superior as (
    select employee, rater
    from rating join aspect using (aspect)
    where state = 0 and employee is not null and rater is not null and source = 'superior'
    group by employee, rater
    qualify row_number() over (partition by employee order by count(*) desc, rater) = 1
),
by_agency as (
    select block.agency, aspect, rater, sum(n) as n, sum(ratees) as ratees, sum(total) as total, sum(square) as square
    from rater_cell join block using (block_id)
    where state = 0 and rater is not null and block.snapshot_id = $snapshot_id
    group by block.agency, aspect, rater
)
select agency, indicator, source, rater, n, ratees, total, square from by_agency join aspect using (aspect)
union all
select block.agency, indicator, 'all', rater, count(*), count(*), sum(score), sum(score * score)
from person_score join first_superior using (employee) join block using (block_id)
where block.snapshot_id = $snapshot_id
group by block.agency, indicator, rater;

-- One row: all people of one agency, indicator and source: their number, the squares around their mean, and how much one rating
-- contributes to its person's mean.
create or replace temp table people_agency as
with by_block as (
    select block_id, aspect, count(*) as n, sum(value) as total, sum(value * value) as square, sum(1e0 / n_ratings) as share
    from value where state = 0
    group by block_id, aspect
),
summed as (
    select block_id, indicator, source, n, total, square, share from by_block join aspect using (aspect)
    union all
    select block_id, indicator, 'all', count(*), sum(score), sum(score * score), count(*)
    from person_score group by block_id, indicator
)
select block.agency, indicator, source, sum(n) as n, greatest(0, sum(square) - sum(total) * sum(total) / sum(n)) as ss,
    sum(share) / sum(n) as share
from summed join block using (block_id)
where block.snapshot_id = $snapshot_id
group by block.agency, indicator, source;

insert into spread
with within_agency as (
    select indicator, source, agency, count(*) as n_raters, sum(n) as n, sum(total) as total,
        sum(square - total * total / n) as inside, sum(total * total / n) as between_sum, sum(n * n) / sum(n) as uneven
    from rater_sum group by indicator, source, agency
),
raters as (
    select indicator, source, sum(n) as n, sum(n_raters) as r, count(*) as a, sum(inside) as inside,
        sum(between_sum - total * total / n) as across, sum(uneven) as uneven
    from within_agency group by indicator, source
),
loads as (
    select indicator, source, median(ratees) as median_load from rater_sum group by indicator, source
),
people as (
    select indicator, source, sum(n) as n, case when sum(n) > count(*) then sum(ss) / (sum(n) - count(*)) end as variance,
        sum(share * n) / sum(n) as share
    from people_agency group by indicator, source
),
component as (
    select people.indicator, people.source, people.n, people.variance, people.share, raters.r,
        case when raters.n > raters.r then greatest(0, raters.inside) / (raters.n - raters.r) end as inside,
        case when raters.n > raters.r and raters.r > raters.a and raters.n > raters.uneven then greatest(0,
            (raters.across / (raters.r - raters.a) - raters.inside / (raters.n - raters.r))
                / ((raters.n - raters.uneven) / (raters.r - raters.a))) end as var_rater
    from people left join raters using (indicator, source)
)
select $snapshot_id, component.indicator, component.source,
    -- Not under the floor: where everybody is alike, each mean is everybody's score.
    greatest(bound.spread_floor ** 2,
    -- One rating a person: the mean square within raters is the people's own. With several, a mean over raters holds
    -- part of theirs, which is taken off.
    case when component.share > 0.999 and component.inside is not null and component.var_rater is not null
            then component.inside
        -- At least a twentieth: a person variance of 0 would give groups of a hundred a range of no width.
        else greatest(0.05 * component.variance, component.variance - coalesce(component.var_rater, 0) * component.share)
    end) as var_person,
    component.var_rater, component.n, component.r, loads.median_load
from component cross join bound left join loads using (indicator, source)
where component.variance is not null and component.n >= $k
order by component.indicator, component.source;

insert into rater_load
with load as (
    select agency, indicator, source, count(*) as n_raters, sum(ratees * ratees) as sum_nr2
    from rater_sum group by agency, indicator, source
)
select $snapshot_id, agency, indicator, source, people_agency.n, load.n_raters, load.sum_nr2
from people_agency left join load using (agency, indicator, source)
-- Of fewer people even how their raters are loaded is told of nobody.
where people_agency.n >= $k
