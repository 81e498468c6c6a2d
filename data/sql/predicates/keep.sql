insert into predicate_release
values ($release_id, $region, $period, $version, $made_at, $actor, $k, $batches, $held);
insert into predicate_group by name select $release_id as release_id, * from group_rows;
insert into predicate_cell by name select $release_id as release_id, * from cell_rows
