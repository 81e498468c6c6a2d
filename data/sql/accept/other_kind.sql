-- One row: one agency, indicator, source and period of which the staged rows say what is stored and not published: persons
-- where a figure of the agency was released first, or the other way round. `sql/publish/kind.sql` decides so, of releases made
-- from files that were undone since, too.
with place as (
    select staged.region, period, agency, coalesce(first_name, agency) as line, indicator, source, nip is null as figure,
        count(*) as n_rows
    from staged left join agency_line using (region, agency)
    group by all
),
earlier as (
    select snapshot_id, region, period, unnest(from_json(batches, '["INTEGER"]')) as batch_id
    from snapshot semi join place using (region, period)
),
spoken as (
    select distinct earlier.snapshot_id, region, period, coalesce(first_name, agency) as line, indicator, source,
        employee is null as figure
    from fact join earlier using (region, period, batch_id) left join agency_line using (region, agency)
    semi join place using (region, period, indicator, source)
),
shown as (
    select distinct earlier.snapshot_id, region, period, coalesce(first_name, agency) as line, cell.indicator, cell.source,
        leaf.unit = '*' as figure
    from cell
    join (select distinct snapshot_id, region, period from earlier) as earlier using (snapshot_id)
    join leaf using (region, period, block_id) left join agency_line using (region, agency)
),
told as (
    select region, period, line, indicator, source, arg_min(figure, (snapshot_id, figure)) as figure
    from spoken join shown using (snapshot_id, region, period, line, indicator, source, figure)
    group by all
)
select region, period, agency, indicator, source, case when told.figure then 'figure' else 'person' end, n_rows
from place join told using (region, period, line, indicator, source)
where place.figure <> told.figure
order by period, agency, indicator, source
