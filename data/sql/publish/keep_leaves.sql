-- Leaves are only ever added: the partition is frozen.
insert into leaf
select $region, $period, unnest($agencies::varchar[]), unnest($units::varchar[]), unnest($positions::varchar[]),
    unnest($blocks::integer[]), unnest($groups::varchar[])
