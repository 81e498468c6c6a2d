delete from meta where key = 'views_sha';
insert into meta values ('views_sha', $sha256)
