-- Which post a rating is about (acting, until when), by which rules a release was made (null: the first, under which the
-- newest file won a person's rating whatever agency gave it), and which names of agencies it took for one.
alter table fact add column if not exists acting boolean;
alter table fact add column if not exists ends date;
alter table roster_fact add column if not exists acting boolean;
alter table snapshot add column if not exists rules integer;
create table if not exists snapshot_rename (
    snapshot_id integer not null, agency varchar not null, kept varchar not null
)
