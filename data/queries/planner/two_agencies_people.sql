-- One row: one person as one of several agencies rated them in one period, and whether these ratings count.
select period, employee, claim_current.agency, n_rows,
    coalesce(home.agency = claim_current.agency, false) as counts, because, home.agency is null as waits
from claim_current join disputed_current as home using (region, period, employee)
where region = $region and period = $period and len(claimants) > 1
    and ($own_agencies is null or list_contains($own_agencies::varchar[], claim_current.agency))
order by employee, claim_current.agency
