-- The weights, sources and standards that are valid in the period, frozen into the snapshot. since: the periods that have
-- begun by then, oldest first; the newest row wins.
insert into snapshot_weight
select $snapshot_id, position, indicator, arg_max(weight, list_position($since::varchar[], coalesce(valid_from, '')))
from ref_weight where list_contains($since::varchar[], coalesce(valid_from, ''))
group by position, indicator;

create or replace temp table source_rule as
with valid as (
    select *, list_position($since::varchar[], coalesce(valid_from, '')) as place from ref_source
)
select code as source, arg_max(weight, place) as weight, arg_max(min_raters, place) as min_raters
from valid where place > 0 group by code;
insert into snapshot_source select $snapshot_id, source, weight from source_rule;

create or replace temp table position_standard as
select position, indicator, arg_max(standard, list_position($since::varchar[], coalesce(valid_from, ''))) as standard
from ref_standard where list_contains($since::varchar[], coalesce(valid_from, ''))
group by position, indicator
