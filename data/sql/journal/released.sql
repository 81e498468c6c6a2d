-- What one snapshot released, as one hash: equal figures give equal hashes whatever the order of summing. A total is
-- rounded to a thousandth on a grid shifted off every short decimal, so that noise of 1e-11 cannot tip it over.
select (select count(*) from cell where snapshot_id = $snapshot_id) as cells, sha256(coalesce(string_agg(told, chr(10) order by told), ''))
from (
    select concat_ws('|', 'cell', block_id, indicator, source, coalesce(n_people, -1), coalesce(n_raters, -1),
        floor(total * 1000 + 0.3183098861837907)::bigint) as told
    from cell where snapshot_id = $snapshot_id
    union all
    select concat_ws('|', 'block', block_id, kind, sector, agency, coalesce(unit, ''), coalesce(position, ''),
        coalesce(n_people, -1), held)
    from block where snapshot_id = $snapshot_id
)
