-- One row: one measure of one whole agency that has a target, in one published period: the newest value and the newest target
-- of the live uploads, for a report of what was realised need not say again what was planned.
-- Measures of units are left out: how they add up to the agency is not in the file.
select outcome_fact.region, outcome_fact.agency, outcome_fact.period, any_value(snapshot_current.cadence) as cadence,
    any_value(snapshot_current.seq) as seq, measure, arg_max(value, [batch_id, line]) as value,
    arg_max(target, [batch_id, line]) as target
from outcome_fact
join live_batch using (batch_id)
join snapshot_current on snapshot_current.region = outcome_fact.region
    and snapshot_current.period = outcome_fact.period and not snapshot_current.withdrawn
where unit is null
    and ($region is null or outcome_fact.region = $region)
    and ($periods is null or list_contains($periods, outcome_fact.period))
group by outcome_fact.region, outcome_fact.agency, outcome_fact.period, measure
having count(target) > 0
order by outcome_fact.region, seq, outcome_fact.agency, measure
