-- One row: the weight one position gave one indicator in one published period.
select snapshot_current.region, snapshot_current.period, position, indicator, weight
from snapshot_weight join snapshot_current using (snapshot_id)
where ($region is null or snapshot_current.region = $region)
    and ($periods is null or list_contains($periods, snapshot_current.period))
order by region, period, position, indicator
