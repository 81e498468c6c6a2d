-- One row: one block whose correction must wait. The released versions of a cell, with the one being made, cut its people
-- into groups by the versions they stand in with the same value. Every figure ever released is a sum of whole groups, so
-- where no group is smaller than k, no difference of versions can tell of fewer than k people.
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
)
select distinct block_id from part where n < $k
