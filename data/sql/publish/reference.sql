-- The agencies of the region, and the weights, sources and standards that are valid in the period, frozen into the snapshot.
-- since: the periods that have begun by then, oldest first; the newest row of a key wins.

create or replace temp table agency_name as
select row_json ->> '$.code' as code, row_json ->> '$.name' as name, row_json ->> '$.short' as short,
    row_json ->> '$.sector' as sector
from reference_row where table_name = 'agencies' and (row_json ->> '$.region') = $region;

-- since runs from old to new, so of several versions the last place is the newest that has begun.
create or replace temp table valid_row as
select table_name, row_json, list_position($since::varchar[], valid_from) as place
from reference_row where list_contains($since::varchar[], valid_from);

insert into snapshot_weight
select $snapshot_id, row_json ->> '$.position', row_json ->> '$.indicator',
    arg_max((row_json ->> '$.weight')::double, place)
from valid_row where table_name = 'weights'
group by all;

create or replace temp table source_rule as
select row_json ->> '$.code' as source, arg_max((row_json ->> '$.weight')::double, place) as weight,
    arg_max((row_json ->> '$.min_raters')::integer, place) as min_raters
from valid_row where table_name = 'sources'
group by all;
insert into snapshot_source select $snapshot_id, source, weight from source_rule;

create or replace temp table position_standard as
select row_json ->> '$.position' as position, row_json ->> '$.indicator' as indicator,
    arg_max((row_json ->> '$.standard')::double, place) as standard
from valid_row where table_name = 'standards'
group by all;

-- What keeps figures from telling of one person (rules: 3 on): no spread under the floor, and no sum of people nearer than
-- `ends` points to an end of the scale: of five people with a mean of 100 everybody is known, so they are told as five who may
-- lack 20 together. Releases of before keep to neither.
create or replace temp table bound as
select case when $rules > 2 then greatest(3, coalesce(max((row_json ->> '$.points')::double), 3)) else 0 end as spread_floor,
    case when $rules > 2 then 20.0 else 0 end as ends
from reference_row where table_name = 'limits' and (row_json ->> '$.code') = 'spread_floor'
