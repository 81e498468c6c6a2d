-- The reference rows that ship with Cermin are batch 0, the oldest.
delete from reference_fact where batch_id = 0;
delete from batch where batch_id = 0;
insert into batch values (0, 'reference', 'shipped', $sha256, 'cermin', timestamp '2026-01-01', null, null, false, 0, 0, 0);
insert into reference_fact by name select * from read_parquet($path);
delete from meta where key = 'reference_sha';
insert into meta values ('reference_sha', $sha256)
