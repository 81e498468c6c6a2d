-- Share of people below the standard of their position, in steps of 5 %, only where at least 20 are rated and at least 5
-- stand on each side. Whoever is at the standard but for the noise of summing is not below it.
insert into share_below
with judged as (
    select block.agency, person_score.indicator, person_score.score < position_standard.standard - 1e-9 as below
    from person_score
    join block using (block_id)
    join position_standard on position_standard.position = person_score.position
        and position_standard.indicator = person_score.indicator
    where block.snapshot_id = $snapshot_id and not block.held
)
select $snapshot_id, agency, indicator, count(*), round(20.0 * count(*) filter (where below) / count(*)) / 20
from judged
group by agency, indicator
having count(*) >= 20 and count(*) filter (where below) >= 5 and count(*) filter (where not below) >= 5
order by agency, indicator
