-- Who answered agency-level figures is counted beside who was rated by name, and no longer as if rated: what block_score says
-- of both is made again from the released cells, as publishing now makes it.
alter table block_score rename to block_score_of_both;
create table block_score (
    snapshot_id integer not null, block_id integer not null, basis varchar not null, indicator varchar not null,
    score double, n_people integer, n_raters integer, coverage double not null, alone varchar, n_respondents integer
);
insert into block_score
with own as (
    select cell.snapshot_id, cell.block_id, kind, agency, indicator, source, cell.n_people
    from cell join block using (snapshot_id, block_id)
),
part as (
    select snapshot_id, block_id, indicator, source, case when kind = 'people' then n_people end as n_people,
        case when kind = 'agency' then coalesce(n_people, 0) end as n_respondents
    from own
    union all
    select figure.snapshot_id, block.block_id, figure.indicator, figure.source, null, coalesce(figure.n_people, 0)
    from own as figure
    join block on block.snapshot_id = figure.snapshot_id and block.agency = figure.agency and block.kind = 'people'
    anti join own on own.snapshot_id = figure.snapshot_id and own.block_id = block.block_id
        and own.indicator = figure.indicator and own.source = figure.source
    where figure.kind = 'agency'
),
sourced as (
    select part.*, source as basis from part
    union all
    select part.*, 'all' from part semi join (from snapshot_source where weight > 0) using (snapshot_id, source)
    union all
    select snapshot_id, block_id, indicator, source, n_people, null, 'persons'
    from part semi join (from snapshot_source where weight > 0) using (snapshot_id, source)
),
combined as (
    select snapshot_id, block_id, basis, indicator, max(n_people) as n_people, max(n_respondents) as n_respondents
    from sourced group by snapshot_id, block_id, basis, indicator
),
composite as (
    select combined.snapshot_id, combined.block_id, combined.basis, max(combined.n_people) as n_people,
        max(combined.n_respondents) filter (where counted.indicator is not null) as n_respondents
    from combined
    semi join (
        select snapshot_id, block_id, indicator
        from block_position join snapshot_weight using (snapshot_id, position)
        where share > 0 and weight > 0
    ) as weighted using (snapshot_id, block_id, indicator)
    left join (from block_score_of_both where alone is null) as counted
        using (snapshot_id, block_id, basis, indicator)
    group by combined.snapshot_id, combined.block_id, combined.basis
)
select old.snapshot_id, old.block_id, old.basis, old.indicator, old.score,
    case when old.indicator = '*' then composite.n_people else combined.n_people end, old.n_raters, old.coverage,
    old.alone, case when old.indicator = '*' then composite.n_respondents else combined.n_respondents end
from block_score_of_both as old
left join combined on combined.snapshot_id = old.snapshot_id and combined.block_id = old.block_id
    and combined.basis = coalesce(old.alone, old.basis) and combined.indicator = old.indicator
left join composite on composite.snapshot_id = old.snapshot_id and composite.block_id = old.block_id
    and composite.basis = old.basis;
drop table block_score_of_both
