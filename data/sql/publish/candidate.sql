-- One row: one block and aspect with at least k rated people, and for sources that ask for it enough raters. A total too near
-- an end of the scale is told as the bound it passed (coded), and everything above it is made of that.
create or replace temp table candidate as
with raters as (
    -- Raters without a name cannot be told apart, so each of their ratings counts as a rater of its own.
    select state, block_id, aspect, count(rater) + coalesce(sum(n) filter (where rater is null), 0) as n_raters
    from rater_cell group by state, block_id, aspect
)
select tally.state, tally.block_id, tally.aspect, tally.n_people, raters.n_raters,
    greatest(bound.ends, least(100 * tally.n_people - bound.ends, tally.total)) as total
from tally cross join bound
join raters using (state, block_id, aspect)
join version using (state)
join aspect using (aspect)
join source_rule using (source)
-- The k of the version, not of today: an older release is laid out as it was, or it would be compared with cells it
-- never showed.
where tally.n_people >= version.k and raters.n_raters >= source_rule.min_raters
