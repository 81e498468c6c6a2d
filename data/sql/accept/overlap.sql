-- One row: two of several files of one kind that speak of the same things, told by their places in the list of files.
-- shared: keys in both; differing: those of them they say different things of; first_keys, second_keys: keys of each.
-- The agency is part of the key: that two agencies rate one person is no contradiction of files.
set variable overlap_keys = $keys;

create or replace temp table overlap_told as
select list_position($paths, filename) as place, hash(*columns(name -> list_contains(getvariable('overlap_keys'), name))) as mark,
    sum(hash(*columns(name -> not list_contains(['line', 'name', 'employee_type', 'filename'], name)))::hugeint) as told
from read_parquet($paths, filename = true)
group by all;

with keys_of as (select place, count(*) as keys from overlap_told group by place)
select one.place as first, other.place as second, count(*) as shared,
    count(*) filter (where one.told <> other.told) as differing,
    any_value(keys_one.keys) as first_keys, any_value(keys_other.keys) as second_keys
from overlap_told as one
join overlap_told as other on other.mark = one.mark and other.place > one.place
join keys_of as keys_one on keys_one.place = one.place
join keys_of as keys_other on keys_other.place = other.place
group by one.place, other.place
order by first, second
