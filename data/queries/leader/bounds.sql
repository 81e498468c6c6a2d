-- One row: one indicator and source of which some cell of a published period is told as a bound, near an end of the scale.
select distinct region, period, indicator, source
from bounded_cell join snapshot_current using (snapshot_id)
where not withdrawn and ($region is null or region = $region) and ($periods is null or list_contains($periods, period))
order by region, period, indicator, source
