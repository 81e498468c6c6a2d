-- Pair sums by indicator and source; nothing was ever stored in the old table.
drop table if exists pair_sum;
-- One row: sums over stayers, joiners or leavers of one agency, indicator and source between two snapshots (the first
-- versions of two periods in a row). Stored only where no combination with the cells tells of fewer than k people.
create table if not exists pair_sum (
    snapshot_id integer not null, previous_snapshot_id integer not null, sector varchar not null, agency varchar not null,
    indicator varchar not null, source varchar not null, part varchar not null,     -- stay join leave
    n_people integer not null, total_now double, total_before double
);
-- One row: the fewest people that the pair sums and cells of one snapshot, agency, indicator and source can tell of;
-- null: none beyond whole cells. What a later version of the period may take out of its cells depends on it.
create table if not exists pair_least (
    snapshot_id integer not null, agency varchar not null, indicator varchar not null, source varchar not null,
    least integer
);
-- One row: pooled variance of the changes of people rated in both periods, same keys and columns as spread.
create table if not exists pair_spread (
    snapshot_id integer not null, previous_snapshot_id integer not null, indicator varchar not null,
    source varchar not null, var_person double not null, var_rater double, n_people integer not null, n_raters integer,
    median_load double, n_agencies integer not null,
    load double                           -- ratees per rater as the analysis of variance counts them
);
-- One row: how the raters of the people of one agency rated in both periods are spread: sum_before2, sum_now2 over raters the
-- squares of the people they rated, sum_fresh2 those of the people whose rater is new to them, before and now added.
create table if not exists pair_load (
    snapshot_id integer not null, previous_snapshot_id integer not null, agency varchar not null,
    indicator varchar not null, source varchar not null, n_people integer not null, n_raters integer, n_fresh integer,
    sum_before2 double, sum_now2 double, sum_fresh2 double
)
