-- What one publish lays out together, so that the facts are gone through once.

-- One row: one version of a period. state: 0 the one being made; 1, 2, ... those released before of the same period (origin:
-- their snapshot; rules: by which its ratings were taken); -1 the period before, -2 the one before that, where their people are
-- compared; from -10 down snapshots that undone files were in, of any period and region.
create or replace temp table version as
select told.state, told.region, told.period, told.k, told.origin, told.rules, told.batches
from (
    select unnest($versions::struct(
        state integer, region varchar, period varchar, k integer, origin integer, rules integer, batches integer[]
    )[]) as told
) as listed;

-- One row: one batch that a version is made from. by_agency: by its rules a file replaces rows of the same agency only.
create or replace temp table evidence as
select state, region, period, rules > 1 as by_agency, unnest(batches) as batch_id from version;

-- One row: one name of an agency that goes by another in one version.
create or replace temp table renamed as
select state, agency, kept
from snapshot_rename join version on snapshot_id = coalesce(origin, $snapshot_id);

-- One row: one block whose correction waits.
create or replace temp table held (block_id integer);

-- One row: one agency whose shares below standard stay those of the version before.
create or replace temp table share_kept (agency varchar)
