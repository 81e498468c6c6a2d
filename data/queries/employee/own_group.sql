-- One row: what is released of one indicator by one source of the agency (or merged group) the person whose record this is was
-- rated in, in one published period, where ten or more were rated. held: a correction waits.
with seat as (
    select distinct region, period, agency from fact_current where region = $region and employee = $own_employee
)
select block_shown.period, block_score.indicator, block_score.basis as source, any_value(block_shown.agency_name) as group_name,
    sum(heads * score) / sum(heads) as score,
    sum(heads) filter (where block_score.n_people is not null) as n_people, bool_or(block_shown.held) as held
from seat
join snapshot_agency as seated on seated.agency = seat.agency
join block_shown on block_shown.snapshot_id = seated.snapshot_id and block_shown.agency = seated.agency_group
    and block_shown.region = seat.region and block_shown.period = seat.period
join block_score on block_score.snapshot_id = block_shown.snapshot_id and block_score.block_id = block_shown.block_id
where block_score.indicator <> '*' and block_score.basis not in ('all', 'persons') and block_score.alone is null
    and score is not null
group by block_shown.period, block_shown.agency, block_score.indicator, block_score.basis
having sum(heads) filter (where block_score.n_people is not null) >= 10
order by block_shown.period, block_score.indicator, block_score.basis
