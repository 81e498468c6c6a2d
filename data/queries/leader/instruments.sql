-- One row: the form (scale, rule set) behind one agency's figure of one indicator and source in one published period, of what
-- the chosen figure is made of: a composite of weighted indicators (each: every indicator by itself), a combined score of weighted
-- sources (source `each`: every one by itself). Several forms of one figure are joined by ' + '; rule_set is null where a file named none.
select snapshot_current.region, snapshot_current.period, snapshot_current.seq, agency, instrument.indicator,
    instrument.source, string_agg(distinct scale, ' + ' order by scale) as scale,
    case when count(rule_set) = count(*) then string_agg(distinct rule_set, ' + ' order by rule_set) end as rule_set
from (select *, format('{:g}-{:g}', scale_min, scale_max) as scale from instrument) as instrument
join snapshot_current using (snapshot_id)
left join snapshot_source on snapshot_source.snapshot_id = instrument.snapshot_id and snapshot_source.source = instrument.source
where not withdrawn and ($region is null or snapshot_current.region = $region)
    and ($periods is null or list_contains($periods, snapshot_current.period))
    and ($source is null or $source = 'each' or instrument.source = $source) and ($source is not null or snapshot_source.weight > 0)
    and ($indicator is null or instrument.indicator = $indicator)
    and ($indicator is not null or coalesce($each, false) or (instrument.snapshot_id, instrument.indicator) in (
        select snapshot_id, indicator from snapshot_weight where weight > 0
    ))
group by all
order by region, seq, agency, indicator, source
