-- Counts of keys in the staged reference rows against what stands: new, changed, same. Taking away what is not there
-- changes nothing.
select count(*) filter (where standing.key is null and not retired) as new,
    count(*) filter (where standing.key is not null and (retired or standing.row_json <> staged.row_json)) as changed,
    count(*) filter (where (standing.key is null and retired) or (not retired and standing.row_json = staged.row_json))
        as same
from staged left join reference_current as standing
    on standing.table_name = staged.table_name and standing.key = staged.key
    and standing.valid_from = coalesce(staged.valid_from, '')
