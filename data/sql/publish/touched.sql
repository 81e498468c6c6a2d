-- One row: one region and period that a file's accepted rows speak of, with the version that stands, if any.
select incoming.region, incoming.period, incoming.rows, snapshot_current.version,
    coalesce(snapshot_current.withdrawn, false) as withdrawn
from (select region, period, count(*) as rows from read_parquet($path) group by region, period) as incoming
left join snapshot_current using (region, period)
order by incoming.region, incoming.period
