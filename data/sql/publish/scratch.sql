-- What one publish lays out together, so that the facts are gone through once.

-- One row: one version of a period. state: 0 the one being made; 1, 2, ... those released before of the same period (origin:
-- their snapshot); -1 the period before, -2 the one before that, where their people are compared.
create or replace temp table version as
select unnest($states::integer[]) as state, unnest($periods::varchar[]) as period, unnest($ks::integer[]) as k,
    unnest($origins::integer[]) as origin, unnest($batches::integer[][]) as batches;

-- One row: one batch that a version is made from.
create or replace temp table evidence as select state, period, unnest(batches) as batch_id from version;

-- One row: one block whose correction waits.
create or replace temp table held (block_id integer)
