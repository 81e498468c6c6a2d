-- Official predicates are published as counts.
-- One row: one frozen release of the official predicates of one region and period, as counts.
create table if not exists predicate_release (
    release_id integer primary key, region varchar not null, period varchar not null, version integer not null,
    made_at timestamp not null, actor varchar not null, k integer not null,
    batches varchar not null,             -- JSON list
    groups_held integer not null          -- groups whose corrections wait
);
-- One row: one agency in one release, with the group of at least k people it is counted in.
create table if not exists predicate_group (
    release_id integer not null, agency varchar not null, agency_group varchar not null, name varchar not null,
    short varchar not null, sector varchar not null, merged boolean not null,   -- of the whole group, as all that follows
    n_people integer not null,            -- 0: nobody has a predicate, or too few to tell
    n_roster integer,                     -- null without a roster
    released_from integer not null, held boolean not null
);
-- One row: how many people of one group share a pool of categories (codes joined with |). at_least: 95 % or more of them do.
create table if not exists predicate_cell (
    release_id integer not null, agency_group varchar not null, about varchar not null,  -- predicate | consistency
    categories varchar not null, n_people integer not null, at_least boolean not null
);
