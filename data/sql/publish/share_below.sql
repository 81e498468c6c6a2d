-- Share of people below the standard of their position, in steps of 5 %, only where at least 20 are rated and at least 5
-- stand on each side.
insert into share_below
with judged as (
    select block.agency, person_score.indicator, person_score.score < position_standard.standard as below
    from person_score join seat using (employee, block_id)
    join block on block.snapshot_id = $snapshot_id and block.block_id = seat.block_id
    join position_standard on position_standard.position = seat.position
        and position_standard.indicator = person_score.indicator
    where seat.state = 0 and not block.held
)
select $snapshot_id, agency, indicator, count(*), round(20.0 * count(*) filter (where below) / count(*)) / 20
from judged
group by agency, indicator
having count(*) >= 20 and count(*) filter (where below) >= 5 and count(*) filter (where not below) >= 5
order by agency, indicator
