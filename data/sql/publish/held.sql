-- One row: one block whose correction must wait. The released versions of a cell, with the one being made, cut its people
-- into groups by the versions they stand in with the same value. Every figure ever released is a sum of whole groups, so
-- where no group is smaller than k, no difference of versions can tell of fewer than k people.
--
-- Where sums of stayers were released (made from the first version), they cut the people further. The people a combination
-- tells of are at least those of the first version's test who stand in every version: values that are corrected and people who
-- are added never make them fewer, people taken out do, one each. So they must leave at least k.
create or replace temp table held as
with mark as (
    select value.block_id, value.indicator, value.source, value.employee, round(value.value, 6) as value,
        sum(1::bigint << value.state) as versions
    from value join stored using (state, block_id, indicator, source)
    group by value.block_id, value.indicator, value.source, value.employee, round(value.value, 6)
),
part as (
    select block_id, indicator, source, versions, count(*) as n
    from mark group by block_id, indicator, source, versions
),
least as (
    select pair_least.agency, pair_least.indicator, pair_least.source, min(pair_least.least) as least
    from pair_least join snapshot using (snapshot_id)
    where snapshot.region = $region and snapshot.period = $period and pair_least.least is not null
    group by pair_least.agency, pair_least.indicator, pair_least.source
),
of_agency as (
    select distinct block_id, agency_group as agency from leaf where region = $region and period = $period
),
made as (select block_id, indicator, source, count(*) as states from stored group by block_id, indicator, source),
away as (
    select of_agency.agency, value.block_id, value.indicator, value.source, value.employee
    from value
    join stored using (state, block_id, indicator, source)
    join made using (block_id, indicator, source)
    join of_agency using (block_id)
    join least on least.agency = of_agency.agency and least.indicator = value.indicator and least.source = value.source
    group by of_agency.agency, value.block_id, value.indicator, value.source, value.employee
    having min(value.state) filter (where value.state > 0) = 1 and count(*) < any_value(made.states)
),
lacking as (
    select away.agency, away.indicator, away.source
    from away join least using (agency, indicator, source)
    group by away.agency, away.indicator, away.source
    having any_value(least.least) - count(*) < $k
)
select distinct block_id from part where n < $k
union
select block_id from away semi join lacking using (agency, indicator, source)
