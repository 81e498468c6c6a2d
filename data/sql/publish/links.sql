-- One row: one snapshot that an undone file of today's rows under another label was in: of another period or (rules: 4 on) of
-- another region, or with another source or indicator. It repeats most of the persons of that file with all their raw values;
-- what it released of them is compared with what is being made, as a version of it. aspects: whose cells there are compared
-- with whose here.
with told as (
    select snapshot_id, region, period, unnest(from_json(batches, '["INTEGER"]')) as batch_id
    from snapshot where region = $region or $rules > 3
),
undone as (from told semi join batch_undo using (batch_id) where not list_contains($batches::integer[], batch_id)),
theirs as (
    select distinct region, period, employee, indicator, source, round(raw, 6) as raw, batch_id
    from fact semi join undone using (batch_id, region, period)
    where employee is not null
),
mine as (
    select distinct employee, indicator, source, round(raw, 6) as raw
    from fact where region = $region and period = $period and list_contains($batches::integer[], batch_id)
        and employee is not null and exists (from undone)
),
alike as (
    -- of_source, of_indicator: which of their rows the other label is about; null: all of them.
    select batch_id, theirs.region, theirs.period, employee, theirs.indicator as their_indicator,
        theirs.source as their_source, mine.indicator, mine.source,
        case when theirs.source <> mine.source then theirs.source end as of_source,
        case when theirs.indicator <> mine.indicator then theirs.indicator end as of_indicator,
        case when of_source is not null then mine.source when of_indicator is not null then mine.indicator end as becomes
    from theirs join mine using (employee, raw)
    where (theirs.region <> $region)::int + (theirs.period <> $period)::int
        + (of_source is not null)::int + (of_indicator is not null)::int <= 1
),
relabelling as (select distinct batch_id, region, period, of_source, of_indicator, becomes from alike),
own as (
    select batch_id, region, period, of_source, of_indicator, becomes, employee, count(*) as n
    from relabelling join theirs using (batch_id, region, period)
    where (of_source is null or of_source = theirs.source) and (of_indicator is null or of_indicator = theirs.indicator)
    group by all
),
repeated as (
    select batch_id, region, period, of_source, of_indicator, becomes, employee, count(*) as n
    from (select distinct * from alike) group by all
),
share as (
    select own.batch_id, own.region, own.period, own.of_source, own.of_indicator, own.becomes, count(*) as people,
        count(*) filter (where repeated.n >= own.n) as again
    from own left join repeated
        on own.batch_id = repeated.batch_id and own.region = repeated.region and own.period = repeated.period
            and own.employee = repeated.employee
            and own.of_source is not distinct from repeated.of_source
            and own.of_indicator is not distinct from repeated.of_indicator
            and own.becomes is not distinct from repeated.becomes
    group by all
),
-- A file sent again under its own labels is an ordinary correction, and its versions are compared as such.
again as (
    select batch_id from share
    where region = $region and period = $period and becomes is null and 2 * again > people
),
linked as (
    from share anti join again using (batch_id)
    where 2 * again > people and (region <> $region or period <> $period or becomes is not null)
)
select snapshot_id, snapshot.region, snapshot.period, snapshot.batches, snapshot.k, coalesce(snapshot.rules, 1),
    list(distinct [their_indicator, their_source, alike.indicator, alike.source]
        order by [their_indicator, their_source, alike.indicator, alike.source]) as aspects
from linked
join alike on alike.batch_id = linked.batch_id and alike.region = linked.region and alike.period = linked.period
    and alike.of_source is not distinct from linked.of_source
    and alike.of_indicator is not distinct from linked.of_indicator and alike.becomes is not distinct from linked.becomes
join undone on undone.batch_id = linked.batch_id and undone.region = linked.region
    and undone.period = linked.period
join snapshot using (snapshot_id)
group by all
order by snapshot_id
