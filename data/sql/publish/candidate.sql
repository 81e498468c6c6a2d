-- One row: one block, indicator and source with at least k rated people, and for sources that ask for it enough raters.
create or replace temp table candidate as
with raters as (
    select seat.block_id, rating.indicator, rating.source,
        count(distinct rating.rater) + count(*) filter (where rating.rater is null) as n_raters
    from rating join seat using (employee)
    group by seat.block_id, rating.indicator, rating.source
)
select value.block_id, value.indicator, value.source, count(*) as n_people, any_value(raters.n_raters) as n_raters,
    sum(value.value) as total
from value
join raters using (block_id, indicator, source)
join source_rule on source_rule.source = value.source
where value.state = $state
group by value.block_id, value.indicator, value.source, source_rule.min_raters
having count(*) >= $k and any_value(raters.n_raters) >= source_rule.min_raters
