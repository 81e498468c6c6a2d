-- One row: one agency and weighted indicator in one published period: weight_share: the part of the agency's composite that
-- citizens' answers on it make up; source_share: the part of its combined score on the indicator (both 0 where nobody
-- answered); score, n_respondents: of the answers (null: nobody answered, or nobody knows how many); heads: of its people.
with citizen as (
    select snapshot_id, indicator, coalesce(sum(share) filter (where source = 'citizen'), 0) as share
    from source_part group by snapshot_id, indicator
),
figure as (
    select block.snapshot_id, block.agency, cell.indicator, cell.n_people, cell.total / coalesce(cell.n_people, 1) as score
    from block join cell on cell.snapshot_id = block.snapshot_id and cell.block_id = block.block_id
    where block.kind = 'agency' and cell.source = 'citizen'
),
chosen as (
    select distinct snapshot_id, block_id, region, agency, period, seq, kind, heads
    from chosen_blocks($region, $periods, null, null, null, null, null)
),
part as (
    select chosen.*, weight.indicator, citizen.share, figure.score, figure.n_people,
        weight.weight / sum(weight.weight) over (partition by chosen.snapshot_id, chosen.block_id) as weight,
        figure.indicator is not null and (chosen.kind = 'agency' or own.indicator is null) as answered
    from chosen
    join block_weight as weight on weight.snapshot_id = chosen.snapshot_id and weight.block_id = chosen.block_id
    join citizen on citizen.snapshot_id = chosen.snapshot_id and citizen.indicator = weight.indicator
    left join figure on figure.snapshot_id = chosen.snapshot_id and figure.agency = chosen.agency
        and figure.indicator = weight.indicator
    -- Employees whom citizens rated by name keep those ratings: the agency's figure does not stand in for them.
    left join cell as own on own.snapshot_id = chosen.snapshot_id and own.block_id = chosen.block_id
        and own.indicator = weight.indicator and own.source = 'citizen'
    where weight.weight > 0
)
select region, agency, period, any_value(seq) as seq, indicator, sum(heads) as heads,
    sum(heads * weight * share * answered::int) / sum(heads) as weight_share,
    sum(heads * share * answered::int) / sum(heads) as source_share,
    any_value(score) as score, any_value(n_people) as n_respondents
from part
group by region, agency, period, indicator
order by region, period, agency, indicator
