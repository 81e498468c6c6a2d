delete from meta where key = 'schema';
insert into meta values ('schema', $version)
