-- One row: people of one region and period whom the same agencies rated, and the home whose ratings count. because: acting
-- (only acting posts elsewhere), roster, ends (the latest end), rows (most rows), answer (a planner's); without a home they
-- wait, and it is asked which of `tied` is theirs.
select *, count(*) as n_people
from (
    select region, period, array_to_string(claimants, '|') as agencies, agency as home, because,
        case when agency is null then array_to_string(disputed_current.agencies, '|') end as tied
    from disputed_current
    where len(claimants) > 1 and ($region is null or region = $region) and ($period is null or period = $period)
        and ($own_agencies is null or list_has_any($own_agencies::varchar[], claimants))
)
group by all
order by period desc, region, home nulls first, n_people desc, agencies
