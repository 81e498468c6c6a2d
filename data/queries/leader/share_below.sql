-- One row: share of people below standard in one agency on one indicator ('*' composite), in steps of 5 %.
select snapshot_current.region, snapshot_current.period, share_below.*
from share_below join snapshot_current using (snapshot_id)
where not withdrawn and ($region is null or snapshot_current.region = $region)
    and ($periods is null or list_contains($periods, snapshot_current.period))
order by region, period, agency, indicator
