-- One row: pooled variance components of one indicator ('*' composite) and source ('all' combined) in one published period.
select snapshot_current.region, snapshot_current.period, snapshot_current.seq, spread.*
from spread join snapshot_current using (snapshot_id)
where not withdrawn and ($region is null or snapshot_current.region = $region)
    and ($periods is null or list_contains($periods, snapshot_current.period))
    and ($indicator is null or indicator = $indicator) and ($source is null or source = $source)
order by region, period, indicator, source
