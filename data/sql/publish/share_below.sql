-- Share of people below the standard of their position, only where at least 20 are rated and at least k stand on each side, in
-- steps of at least k people: of 20, one person is 5 %. Whoever is at the standard but for the noise of summing is not below it.
insert into share_below
with judged as (
    select block.agency, person_score.indicator, person_score.score < position_standard.standard - 1e-9 as below
    from person_score
    join block using (block_id)
    join position_standard on position_standard.position = person_score.position
        and position_standard.indicator = person_score.indicator
    where block.snapshot_id = $snapshot_id and not block.held
),
counted as (
    select agency, indicator, count(*) as n, count(*) filter (where below) as n_below,
        -- The finest of these steps that no fewer than k of the people make up.
        case when $rules > 2 then list_min(list_filter([0.05, 0.1, 0.2, 0.25, 0.5], lambda step: step * n >= $k - 1e-9))
            else 0.05 end as step
    from judged anti join share_kept using (agency)
    group by agency, indicator
)
select $snapshot_id, agency, indicator, n, round(n_below / n / step) * step
from counted
where n >= 20 and least(n_below, n - n_below) >= case when $rules > 2 then $k else 5 end and step is not null
order by agency, indicator;

insert into share_below
select $snapshot_id, agency, indicator, n_people, share
from share_below semi join share_kept using (agency)
where snapshot_id = $previous
