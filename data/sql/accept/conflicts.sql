-- One row: one agency, indicator, source and period that has person rows on one side and agency rows on the other.
select distinct staged.region, staged.period, staged.agency, staged.indicator, staged.source
from staged join fact_standing as standing
    on standing.region = staged.region and standing.period = staged.period and standing.agency = staged.agency
    and standing.indicator = staged.indicator and standing.source = staged.source
    and (standing.employee is null) <> (staged.nip is null)
order by staged.period, staged.agency, staged.indicator, staged.source
