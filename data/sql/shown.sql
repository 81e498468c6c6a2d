-- What leaders' queries have in common: the blocks a set of filters selects, with their score. A filter takes whole blocks:
-- under a position filter a block counts only when all its positions are chosen, and agency-level figures vanish.
create or replace macro chosen_blocks(region_, periods_, sectors_, agencies_, positions_, indicator_, source_) as table
select block_shown.*, block_score.score, block_score.n_people as n_rated, block_score.n_raters, block_score.coverage,
    coalesce(block_score.alone, block_score.basis) as basis, block_score.indicator
from block_shown
join block_score using (snapshot_id, block_id)
where (region_ is null or block_shown.region = region_)
    and (periods_ is null or list_contains(periods_, block_shown.period))
    and (sectors_ is null or list_contains(sectors_, block_shown.sector))
    and (agencies_ is null or list_contains(agencies_, block_shown.agency))
    and block_score.basis = coalesce(source_, case when positions_ is null then 'all' else 'persons' end)
    and (indicator_ is null or block_score.indicator = indicator_)
    and (positions_ is null or (
        block_shown.kind = 'people' and not exists (
            select 1 from block_position
            where block_position.snapshot_id = block_shown.snapshot_id and block_position.block_id = block_shown.block_id
                and not list_contains(positions_, block_position.position)
        )
    ));
