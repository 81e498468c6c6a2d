-- One row: one earlier release of this region and period, with the batches behind it.
select release_id, version, batches from predicate_release where region = $region and period = $period order by version
