-- One row: one hash of which files and decisions about a region count; it is another one as soon as one more counts, or less.
select md5(coalesce(string_agg(batch_id::varchar, ',' order by batch_id), '')) as state
from (
    select batch_id from fact where region = $region
    union select batch_id from roster_fact where region = $region
    union select batch_id from decision_fact where region = $region
) join live_batch using (batch_id)
