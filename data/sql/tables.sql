-- The store. Facts are append-only; "current" is decided by which batches are live; nothing is updated in place.

-- One row: one thing the store knows of itself: version of the schema, hash of the views, hash of the shipped rows.
create table if not exists meta (key varchar primary key, value varchar not null);

-- One row: one line of the journal, exactly as it stands there; so a damaged journal is mended from the store.
create table if not exists event (
    seq integer not null, kind varchar not null, happened_at timestamp not null, actor varchar not null, hash varchar not null,
    last_batch integer,                   -- highest batch number it gave out
    line varchar not null
);

-- One row: one file (or one edit in the browser) that was accepted.
create table if not exists batch (
    batch_id integer primary key,
    kind varchar not null,                -- evaluation roster predicate outcome attendance decision reference
    file_name varchar not null,
    sha256 varchar not null,              -- of the original file
    actor varchar not null,
    received_at timestamp not null,
    reason varchar,                       -- why published figures are corrected
    mapping varchar,                      -- JSON: how the file was read
    demo boolean not null,
    rows_read bigint not null,
    rows_kept bigint not null,
    rows_refused bigint not null
);

-- One row: one batch undone. The rows of the batch stay.
create table if not exists batch_undo (
    batch_id integer primary key, actor varchar not null, happened_at timestamp not null, reason varchar not null
);

-- One row: one score somebody gave one employee on one indicator, or one agency-level figure (employee is null).
create table if not exists fact (
    batch_id integer not null,
    line integer not null,
    region varchar not null,
    period varchar not null,
    employee bigint,                      -- keyed pseudonym, never a NIP
    agency varchar not null,
    unit varchar,
    position varchar,
    indicator varchar not null,
    source varchar not null,
    rater bigint,                         -- keyed pseudonym of the rater where the file names one
    raw double not null,
    scale_min double not null,
    scale_max double not null,
    rule_set varchar,
    score double not null,                -- 0-100 of the row's own scale
    respondents integer,                  -- agency-level rows only: who answered; of staff who rated staff, how many were rated
    acting boolean,                       -- the rated post is an acting one (PLT, PLH); null: the file does not say
    ends date,                            -- last day in the rated post, where the file gives one
    n_raters integer                      -- agency-level rows only: how many rated, where the file says so
);

-- One row: where one employee works in one period.
create table if not exists roster_fact (
    batch_id integer not null, line integer not null, region varchar not null, period varchar not null,
    employee bigint not null, employee_type varchar, agency varchar not null, unit varchar, position varchar,
    active boolean not null,
    acting boolean                        -- an acting post (PLT, PLH) beside the person's own; null: the file does not say
);

-- One row: the official predicate of one employee in one period, as exported by BKN. Never turned into a score.
create table if not exists predicate_fact (
    batch_id integer not null, line integer not null, region varchar not null, period varchar not null,
    employee bigint not null, agency varchar not null, unit varchar, position varchar, employee_type varchar,
    work_result varchar, work_behavior varchar, predicate varchar, skp_status varchar, acting boolean not null,
    ends date
);

-- One row: one measure of an agency or unit, with its target where there is one.
create table if not exists outcome_fact (
    batch_id integer not null, line integer not null, region varchar not null, period varchar not null,
    agency varchar not null, unit varchar, measure varchar not null, value double not null, target double,
    respondents integer
);

-- One row: one employee attended one programme.
create table if not exists attendance_fact (
    batch_id integer not null, line integer not null, region varchar not null, employee bigint not null,
    programme varchar not null, title varchar, starts date, ends date, learning_hours double
);

-- One row: what a planner decided about one recommendation.
create table if not exists decision_fact (
    batch_id integer not null, line integer not null, region varchar not null, period varchar not null,
    subject varchar not null,             -- e.g. need:KOM:KES, plan:KES-01, cluster:3 or view:4f0c...
    decision varchar not null,            -- accept defer reject plan name view home
    reason varchar, detail varchar        -- detail: JSON
);

-- One row: one row of one reference table. Batch 0 is what ships with Cermin.
create table if not exists reference_fact (
    batch_id integer not null, line integer not null, table_name varchar not null, key varchar not null,
    valid_from varchar not null,          -- period code or '' (always)
    retired boolean not null,
    row_json varchar not null             -- JSON object of all the table's columns
);

-- One row: what one batch says of one person. The only place a NIP or a name stands. Read through person_current.
create table if not exists person (
    employee bigint not null, nip varchar not null, name varchar, employee_type varchar, batch_id integer not null
);

-- One row: one period code seen, with its place in time.
create table if not exists period (
    period varchar primary key, cadence varchar not null, starts date not null, ends date not null, seq integer not null
);

-- One row: one frozen result of one region and period.
create table if not exists snapshot (
    snapshot_id integer primary key,
    region varchar not null, period varchar not null, version integer not null,
    made_at timestamp not null, actor varchar not null, k integer not null,
    batches varchar not null,             -- JSON list of the evaluation and roster batches it was made from
    reference_batch integer not null,     -- newest reference batch at that moment
    blocks_held integer not null,         -- blocks whose corrections wait
    rules integer                         -- which ratings count: null: the newest file's; 2: those of the home agency
);

-- One row: one name of an agency that stood in a period under two, and the name it goes by in one snapshot.
create table if not exists snapshot_rename (
    snapshot_id integer not null, agency varchar not null, kept varchar not null
);

-- One row: one snapshot a planner took off every page. Its figures stay, so that what was shown can still be proved.
create table if not exists snapshot_withdrawn (
    snapshot_id integer primary key, actor varchar not null, happened_at timestamp not null, reason varchar not null
);

-- One row: where the people of one leaf are counted, frozen at the first release of the period.
create table if not exists leaf (
    region varchar not null, period varchar not null, agency varchar not null, unit varchar not null,
    position varchar not null, block_id integer not null, agency_group varchar not null
);

-- One row: one agency as one snapshot shows it. Merged agencies share a group ("gabungan").
create table if not exists snapshot_agency (
    snapshot_id integer not null, agency varchar not null, agency_group varchar not null, name varchar not null,
    short varchar not null,
    group_name varchar not null, group_short varchar not null,   -- its own, or "A + B" where merged
    sector varchar not null,              -- of the whole group
    merged boolean not null,
    n_roster integer,                     -- of the whole group; null without a roster
    position_level boolean not null       -- false: agency-level figures only, nobody rated by name
);

-- One row: the weight one position gave one indicator in one snapshot.
create table if not exists snapshot_weight (
    snapshot_id integer not null, position varchar not null, indicator varchar not null, weight double not null
);

-- One row: the weight one source had in one snapshot. Frozen, so that a later weight changes no figure that was read.
create table if not exists snapshot_source (
    snapshot_id integer not null, source varchar not null, weight double not null
);

-- One row: one form under which the ratings behind the cells of one agency (group), indicator and source were given; several
-- where a fifth or more were given under each.
create table if not exists instrument (
    snapshot_id integer not null, agency varchar not null, indicator varchar not null, source varchar not null,
    scale_min double not null, scale_max double not null, rule_set varchar          -- null: the file names none
);

-- One row: one fixed group of at least k people, or (kind agency) the pseudo-block of agency-level figures.
create table if not exists block (
    snapshot_id integer not null, block_id integer not null, kind varchar not null,  -- people | agency
    region varchar not null, sector varchar not null, agency varchar not null,       -- agency: the group's code
    unit varchar, position varchar,       -- null where several were merged
    n_people integer,                     -- null: an aggregate of unknown size
    released_from integer not null,       -- snapshot whose data it holds
    held boolean not null                 -- a correction waits
);
-- One row: how many of a block's people hold one position (one row per pure block, several for a merged one).
create table if not exists block_position (
    snapshot_id integer not null, block_id integer not null, position varchar not null, share double not null
);

-- One row: one block, one indicator, one source, at least k rated people.
create table if not exists cell (
    snapshot_id integer not null, block_id integer not null, indicator varchar not null, source varchar not null,
    n_people integer,                     -- null: an aggregate of unknown size
    n_raters integer, total double not null
);

-- One row: what a missing part contributes: the region's mean for a position ('' = any), indicator and source.
create table if not exists anchor (
    snapshot_id integer not null, position varchar not null, indicator varchar not null, source varchar not null,
    mean double not null,                 -- over people blocks and agency-level figures
    mean_persons double                   -- over people blocks only
);

-- One row: a block's score on one indicator, or its composite (indicator '*').
-- basis: 'all' sources combined, 'persons' (all, without agency-level figures), or one source.
create table if not exists block_score (
    snapshot_id integer not null, block_id integer not null, basis varchar not null, indicator varchar not null,
    score double,                         -- a composite is null under 60 % coverage
    n_people integer,                     -- of the block's people, rated (largest cell); null: none of them by name
    n_raters integer,
    coverage double not null,             -- share of the weight that was observed
    alone varchar,                        -- the one source shown in place of a combined score nobody's weight makes up
    n_respondents integer                 -- answered the agency-level figures in it (largest); 0: nobody knows how many
);

-- One row: pooled variance of one indicator and source in the region. indicator '*': the composite; source 'all': combined.
create table if not exists spread (
    snapshot_id integer not null, indicator varchar not null, source varchar not null,
    var_person double not null, var_rater double,   -- null: raters not named
    n_people integer not null, n_raters integer,
    median_load double                              -- median ratees per rater in the region
);
-- One row: how unevenly the raters of one agency are loaded: sum over raters of n_r squared, same keys as spread.
create table if not exists rater_load (
    snapshot_id integer not null, agency varchar not null, indicator varchar not null, source varchar not null,
    n_people integer not null, n_raters integer,
    sum_nr2 double                        -- each rating counts 1 / ratings of its person; null: raters not named
);

-- One row: share below standard of one agency and indicator, in steps of 5 %, only where n >= 20 and >= 5 on each side.
create table if not exists share_below (
    snapshot_id integer not null, agency varchar not null, indicator varchar not null,
    n_people integer not null, share double not null
);

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
);

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

-- One row: what one change made of one user; the newest of a login counts. No password and no code stands here as it is typed.
create table if not exists user_state (
    number integer not null,              -- the order of the changes
    login varchar not null, name varchar not null,
    role varchar not null,                -- leader planner admin auditor
    active boolean not null,              -- false: removed
    until date,                           -- last day of a deputy; null: no end
    password varchar,                     -- Argon2id hash; null: none was set yet
    code varchar,                         -- SHA-256 of the one-time code that sets a password; null: none is open
    code_until timestamp,
    region varchar,                       -- the only one they act in; null: every one
    agencies varchar[]                    -- those of it whose people are theirs; null: all, the whole region
);

-- One row: whose record a letter opens. It stands in no line of the journal, and goes with the person.
create table if not exists user_person (login varchar not null, employee bigint not null);

-- One row: somebody who stood on a list that was taken out, which no query gives again. It goes with the person.
create table if not exists list_person (list varchar not null, employee bigint not null);

-- One row: one step of one objection of somebody against what their record says. Who it is stands in the texts alone.
create table if not exists objection_step (
    objection varchar not null, step varchar not null,  -- filed acknowledged upheld refused forwarded
    happened_at timestamp not null, actor varchar not null, region varchar not null, period varchar not null,
    about varchar not null,               -- person row rating
    batch integer                         -- of one that was upheld: the batch that corrects it
);
-- One row: what was written at one step, by or to the person whose record it is. It goes with the person.
create table if not exists objection_text (
    objection varchar not null, step varchar not null, employee bigint not null, text varchar not null
);
