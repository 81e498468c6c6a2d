-- One row: pooled variance components of the changes of people rated in two periods in a row, for one indicator and source.
select region, period, seq, period_before, pair_spread.*
from pair_spread join snapshot_pair using (snapshot_id, previous_snapshot_id)
where ($region is null or region = $region) and ($periods is null or list_contains($periods, period))
    and ($indicator is null or indicator = $indicator) and ($source is null or source = $source)
order by region, seq, indicator, source
