-- Pooled variance components: ratings nested in raters nested in agencies (one-way random effects, unbalanced ANOVA;
-- Searle, Casella and McCulloch 1992, ch. 3). Only pooled figures of the region are kept.

-- One row: one rating as the components see it. share: what it contributes to its person's mean.
create or replace temp table observation as
with first_superior as (
    select employee, rater from rating
    where employee is not null and source = 'superior' and rater is not null
    group by employee, rater
    qualify row_number() over (partition by employee order by count(*) desc, rater) = 1
)
select block.agency, rating.indicator, rating.source, rating.employee, rating.rater, rating.score as value,
    1.0 / count(*) over (partition by rating.employee, rating.indicator, rating.source) as share
from rating join seat using (employee)
join block on block.snapshot_id = $snapshot_id and block.block_id = seat.block_id
union all
select block.agency, person_score.indicator, 'all', person_score.employee, first_superior.rater, person_score.score, 1.0
from person_score
join block on block.snapshot_id = $snapshot_id and block.block_id = person_score.block_id
left join first_superior using (employee);

create or replace temp table rater_sum as
select agency, indicator, source, rater, count(*) as n, sum(share) as ratees, sum(value) as total, sum(value * value) as square
from observation where rater is not null
group by agency, indicator, source, rater;

create or replace temp table person_mean as
select agency, indicator, source, employee, avg(value) as value, min(share) as share
from observation group by agency, indicator, source, employee;

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
people_agency as (
    select indicator, source, agency, count(*) as n, greatest(0, sum(value * value) - sum(value) * sum(value) / count(*)) as ss,
        avg(share) as share
    from person_mean group by indicator, source, agency
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
    case when component.share > 0.999 and component.inside is not null and component.var_rater is not null
            then component.inside
        else greatest(0.05 * component.variance, component.variance - coalesce(component.var_rater, 0) * component.share)
    end as var_person,
    component.var_rater, component.n, component.r, loads.median_load
from component left join loads using (indicator, source)
where component.variance is not null and component.n >= $k
order by component.indicator, component.source;

insert into rater_load
select $snapshot_id, person_mean.agency, person_mean.indicator, person_mean.source, count(*),
    any_value(load.n_raters), any_value(load.sum_nr2)
from person_mean
left join (
    select agency, indicator, source, count(*) as n_raters, sum(ratees * ratees) as sum_nr2
    from rater_sum group by agency, indicator, source
) as load using (agency, indicator, source)
group by person_mean.agency, person_mean.indicator, person_mean.source
having count(*) >= $k
