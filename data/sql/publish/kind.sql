-- What is told of one agency by one source on one indicator in one period is told of persons or of the agency as a whole: of
-- whichever was released first. An agency's figure for 18 beside cells of 17 of them gives the eighteenth away, in whatever
-- order they come, and by whichever of its names each speaks of it. The other kind stays readable for planners and is told from
-- the next period on.

-- One row: one agency (a row for each of its names) and aspect that a version before released, whether as a figure, and by which
-- snapshot first.
create or replace temp table kind_told as
with earlier as (
    select snapshot_id, unnest(from_json(batches, '["INTEGER"]')) as batch_id
    from snapshot where region = $region and period = $period and snapshot_id < $snapshot_id
),
line as (select agency, first_name from agency_line where region = $region),
spoken as (
    select distinct earlier.snapshot_id, coalesce(first_name, fact.agency) as agency, indicator, source, employee is null as figure
    from fact join earlier using (batch_id) left join line on line.agency = fact.agency
    where region = $region and period = $period
),
shown as (
    select distinct cell.snapshot_id, coalesce(first_name, leaf.agency) as agency, cell.indicator, cell.source, leaf.unit = '*' as figure
    from cell join leaf on leaf.region = $region and leaf.period = $period and leaf.block_id = cell.block_id
    left join line on line.agency = leaf.agency
    where cell.snapshot_id in (select snapshot_id from earlier)
),
-- Of one version with both, the persons' rows: beside them the figure was not taken.
told as (
    select agency, aspect, arg_min(figure, (snapshot_id, figure)) as figure, min(snapshot_id) as snapshot_id
    from spoken join shown using (snapshot_id, agency, indicator, source, figure) join aspect using (indicator, source)
    group by agency, aspect
)
select coalesce(line.agency, told.agency) as agency, told.aspect, told.figure, told.snapshot_id
from told left join line on line.first_name = told.agency;

delete from rating using kind_told, version
where rating.state = version.state and version.rules > 2 and version.region = $region
    and version.period = $period
    and kind_told.snapshot_id < coalesce(version.origin, $snapshot_id)
    and rating.agency = kind_told.agency and rating.aspect = kind_told.aspect
    and (rating.employee is null) <> kind_told.figure
