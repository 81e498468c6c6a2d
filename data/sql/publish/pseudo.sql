-- One row: agency-level figures of one group as cells of its pseudo-block. Known sizes are weighted by respondents and ask
-- for at least k of them; an aggregate of unknown size counts once. Rows of persons win over rows of their agency.
insert into cell
with figure as (
    select leaf.block_id, rating.agency, rating.indicator, rating.source, rating.score, rating.respondents
    from rating
    join leaf on leaf.region = $region and leaf.period = $period and leaf.agency = rating.agency
        and leaf.unit = '*' and leaf.position = '*'
    where rating.employee is null and (rating.respondents is null or rating.respondents >= $k)
        and not exists (
            select 1 from rating as person
            where person.employee is not null and person.agency = rating.agency
                and person.indicator = rating.indicator and person.source = rating.source
        )
)
select $snapshot_id, block_id, indicator, source,
    case when count(respondents) = count(*) then sum(respondents) end as n_people, null,
    case when count(respondents) = count(*) then sum(score * respondents) else avg(score) end as total
from figure
group by block_id, indicator, source
