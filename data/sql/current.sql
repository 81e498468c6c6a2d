-- What counts now. A batch is live unless undone; a newer live batch wins over an older one for the same key.

-- One row: one batch that was not undone.
create or replace view live_batch as
select batch.* from batch anti join batch_undo using (batch_id);

-- One row: one batch of a go in which several files were stored, under the first of its batches, names it added among them.
-- What was stored in one go stands in one line of the journal.
create or replace view batch_together as
select batch_id, min(batch_id) over (partition by seq) as first_batch
from (
    select seq, unnest(from_json(line -> '$.detail.batches', '[{"batch": "INTEGER", "kind": "VARCHAR"}]'), recursive := true)
    from event where kind = 'batch'
) as told (seq, batch_id, kind)
qualify count(*) filter (where kind <> 'reference') over (partition by seq) > 1;

-- One row: one agency of one region that rows of one batch are about; of a decision on a need or a person its own. null: rows of no agency.
create or replace view batch_agency as
select distinct batch_id, region, agency
from (
    select batch_id, region, agency from fact
    union all select batch_id, region, agency from roster_fact
    union all select batch_id, region, agency from predicate_fact
    union all select batch_id, region, agency from outcome_fact
    union all select batch_id, region, null from attendance_fact
    union all select batch_id, region, case when regexp_matches(subject, '^(need|person):') then split_part(subject, ':', 3) end
    from decision_fact
);

-- One row: one batch that is somebody's to see who is bound to a region (null: to none) and to agencies of it (null: to none):
-- some rows of it are about those. Reference rows are everybody's who has a whole region.
create or replace macro batch_seen(in_region, own) as table
select batch_id from batch where in_region is null and own is null
union all
select batch_id from batch where own is null and in_region is not null and kind = 'reference'
union
select batch_id from batch_agency
where (in_region is not null or own is not null) and (in_region is null or region = in_region)
    and (own is null or list_contains(own::varchar[], agency));

-- One row: one person whom rows that count are about who is somebody's to know of, bound as above.
create or replace macro person_seen(in_region, own) as table
select employee from person where in_region is null and own is null
union all
select employee
from (
    select batch_id, region, agency, employee from fact
    union all select batch_id, region, agency, employee from roster_fact
    union all select batch_id, region, agency, employee from predicate_fact
    union all select batch_id, region, null, employee from attendance_fact
) semi join live_batch using (batch_id)
where (in_region is not null or own is not null) and (in_region is null or region = in_region)
    and (own is null or list_contains(own::varchar[], agency));

-- One row: one reference row that counts, of each key and first period the newest; a retired one takes its key away.
create or replace view reference_current as
select table_name, key, valid_from, row_json
from (
    select reference_fact.*, row_number() over (
        partition by table_name, key, valid_from order by batch_id desc, line desc
    ) as newest
    from reference_fact join live_batch using (batch_id)
)
where newest = 1 and not retired;

-- One row: one name that rows of one live batch speak of, as the key of its row in a reference table.
create or replace view name_in_use as
with spoken as (
    select batch_id, region, agency, indicator from fact
    union all
    select batch_id, region, agency, null from roster_fact
    union all
    select batch_id, region, agency, null from predicate_fact
    union all
    select batch_id, region, agency, null from outcome_fact
),
named as (select distinct batch_id, region, agency, indicator from spoken)
select distinct batch_id, demo, table_name, key
from (
    select batch_id, unnest(['agencies', 'indicators', 'regions']) as table_name,
        unnest([region || '|' || agency, indicator, region]) as key
    from named
)
join (select batch_id, demo from live_batch) using (batch_id)
where key is not null;

-- One row: one training one person attended; a newer live batch wins for the same person, training and first day.
create or replace view attendance_current as
select attendance_fact.* from attendance_fact join (select batch_id from live_batch) using (batch_id)
qualify row_number() over (
    partition by region, employee, programme, coalesce(title, ''), starts order by batch_id desc, line desc
) = 1;

-- One row: one person, with the name and the type of the newest file that gives one. What an undone file says counts only
-- where no other says anything: a person does not lose the name with it.
create or replace view person_current as
select employee, any_value(nip) as nip, arg_max(name, told) filter (where name is not null) as name,
    arg_max(employee_type, told) filter (where employee_type is not null) as employee_type
from (
    select person.*, {'live': batch_id in (select batch_id from live_batch), 'batch_id': batch_id} as told from person
)
group by employee;

-- One row: the newest snapshot of a region and period, withdrawn or not.
create or replace view snapshot_current as
select snapshot.*, period.cadence, period.starts, period.ends, period.seq, withdrawn.snapshot_id is not null as withdrawn
from snapshot
join (select region, period, max(version) as version from snapshot group by region, period) as newest
    using (region, period, version)
join period using (period)
left join snapshot_withdrawn as withdrawn on withdrawn.snapshot_id = snapshot.snapshot_id;

-- One row: two shown periods of a region in a row: the snapshot of each, and when.
create or replace view snapshot_pair as
select now.snapshot_id, before.snapshot_id as previous_snapshot_id, now.region, now.period, now.seq,
    before.period as period_before
from snapshot_current as now
join snapshot_current as before
    on before.region = now.region and before.cadence = now.cadence and before.seq = now.seq - 1
where not now.withdrawn and not before.withdrawn;

-- One row: one block as leaders see it. A pseudo-block of agency-level figures stands for its agency only where
-- nobody was rated by name; otherwise its figures already sit in the people blocks as one more source.
create or replace view block_shown as
select block.*, snapshot_current.period, snapshot_current.version, snapshot_current.cadence, snapshot_current.seq,
    coalesce(block.n_people, 1) as heads,
    agency.name as agency_name, agency.short, agency.merged, agency.n_roster
from block
join snapshot_current using (snapshot_id, region)
join (
    select snapshot_id, agency_group, any_value(merged) as merged, any_value(n_roster) as n_roster,
        any_value(group_name) as name, any_value(group_short) as short, bool_or(position_level) as position_level
    from snapshot_agency group by snapshot_id, agency_group
) as agency on agency.snapshot_id = block.snapshot_id and agency.agency_group = block.agency
where not snapshot_current.withdrawn and (block.kind = 'people' or not agency.position_level);

-- One row: the newest release of predicates of a region and period.
create or replace view predicate_current as
select predicate_release.*, period.cadence, period.starts, period.ends
from predicate_release
join (select region, period, max(version) as version from predicate_release group by region, period) as newest
    using (region, period, version)
join period using (period)
