-- One row: agency-level figures of one group as cells of its pseudo-block. Known sizes are weighted by respondents and ask
-- for at least k of them; an aggregate of unknown size counts once. Rows of persons win over rows of their agency.
insert into cell
with told as (select agency, aspect, score, respondents from rating where state = 0 and employee is null),
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
    anti join by_person on by_person.agency = told.agency and by_person.aspect = told.aspect
    where told.respondents is null or told.respondents >= $k
)
select $snapshot_id, block_id, indicator, source,
    -- One part of unknown size makes the whole of unknown size: the number of the others would claim to be all.
    case when count(respondents) = count(*) then sum(respondents) end as n_people, null,
    case when count(respondents) = count(*) then sum(score * respondents) else avg(score) end as total
from figure
group by block_id, indicator, source
