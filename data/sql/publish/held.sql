-- One row: one block whose correction must wait. The released versions of a cell, with the one being made, cut its people
-- into groups by the versions they stand in with the same value. Every figure ever released is a sum of whole groups, so
-- where no group is smaller than k, no difference of versions can tell of fewer than k people. A group whose sum is near an end
-- of the scale tells of each in it, so it waits as one that is too small does; unless it is what stands in every version, of
-- which no difference tells.
--
-- Where sums of stayers were released (made from the first version), they cut the people further. The people a combination
-- tells of are at least those of the first version's test who stand in every version: values that are corrected and people who
-- are added never make them fewer, people taken out do, one each. So they must leave at least k.
create or replace temp table held as
with stored as (
    select candidate.state, candidate.block_id, candidate.aspect
    from candidate join version using (state)
    -- Of an earlier version only the cells it released itself: what it carried over stands under the version it came
    -- from.
    where version.origin is null
        or (version.origin, candidate.block_id) in (select released_from, block_id from block)
),
mark as (
    -- Rounded: two sums of the same ratings may differ in the last bit, and that is no other value.
    select block_id, aspect, employee, round(value, 6) as value, sum(1::bigint << state) as versions
    from value join stored using (state, block_id, aspect)
    group by block_id, aspect, employee, round(value, 6)
),
part as (
    select block_id, aspect, versions, count(*) as n, sum(value) as total
    from mark group by block_id, aspect, versions
),
least as (
    select pair_least.agency, aspect.aspect, min(pair_least.least) as least
    from pair_least join snapshot using (snapshot_id) join aspect using (indicator, source)
    where snapshot.region = $region and snapshot.period = $period and pair_least.least is not null
    group by pair_least.agency, aspect.aspect
),
of_agency as (
    select distinct block_id, agency_group as agency from leaf where region = $region and period = $period
),
made as (
    select block_id, aspect, count(*) as states, sum(1::bigint << state) as versions from stored group by block_id, aspect
),
away as (
    select of_agency.agency, value.block_id, value.aspect, value.employee
    from value
    join stored using (state, block_id, aspect)
    join made using (block_id, aspect)
    join of_agency using (block_id)
    join least using (agency, aspect)
    group by of_agency.agency, value.block_id, value.aspect, value.employee
    -- Only who stood in the first release can be in the sums of stayers, which are made of it.
    having min(value.state) filter (where value.state > 0) = 1 and count(*) < any_value(made.states)
),
lacking as (
    select away.agency, away.aspect
    from away join least using (agency, aspect)
    group by away.agency, away.aspect
    having any_value(least.least) - count(*) < $k
)
select distinct block_id
from part join made using (block_id, aspect) cross join bound
where n < $k or (part.versions <> made.versions and least(total, 100 * n - total) < bound.ends - 1e-6)
union
select block_id from away semi join lacking using (agency, aspect)
