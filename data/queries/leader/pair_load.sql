-- One row: how the raters of one agency's people rated in two periods in a row are spread, for one indicator and source.
select now.region, now.period, now.seq, before.period as period_before, pair_load.*
from pair_load
join snapshot_current as now using (snapshot_id)
join snapshot_current as before on before.snapshot_id = pair_load.previous_snapshot_id
where not now.withdrawn and not before.withdrawn and ($region is null or now.region = $region)
    and ($periods is null or list_contains($periods, now.period))
    and ($indicator is null or indicator = $indicator) and ($source is null or source = $source)
order by now.region, now.seq, agency, indicator, source
