-- One row: the share of one agency's people in one position in one published period.
select region, agency, period, block_position.position, sum(share) as n_people
from block_shown join block_position using (snapshot_id, block_id)
where kind = 'people' and ($region is null or region = $region)
    and ($periods is null or list_contains($periods, period))
group by region, agency, period, block_position.position
order by region, period, agency, block_position.position
