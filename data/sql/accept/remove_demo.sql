-- The demo goes as a whole. A snapshot made with a demo batch goes too; what is left can be published again.
create or replace temp table demo_batch as select batch_id from batch where demo;
create or replace temp table demo_snapshot as
select snapshot_id, region, period from snapshot
where exists (select 1 from demo_batch where list_contains(from_json(snapshot.batches, '["INTEGER"]'), batch_id));
delete from leaf where (region, period) in (select (region, period) from demo_snapshot);
delete from block where snapshot_id in (select snapshot_id from demo_snapshot);
delete from block_position where snapshot_id in (select snapshot_id from demo_snapshot);
delete from cell where snapshot_id in (select snapshot_id from demo_snapshot);
delete from anchor where snapshot_id in (select snapshot_id from demo_snapshot);
delete from block_score where snapshot_id in (select snapshot_id from demo_snapshot);
delete from spread where snapshot_id in (select snapshot_id from demo_snapshot);
delete from rater_load where snapshot_id in (select snapshot_id from demo_snapshot);
delete from share_below where snapshot_id in (select snapshot_id from demo_snapshot);
delete from instrument where snapshot_id in (select snapshot_id from demo_snapshot);
delete from pair_sum where snapshot_id in (select snapshot_id from demo_snapshot)
    or previous_snapshot_id in (select snapshot_id from demo_snapshot);
delete from pair_spread where snapshot_id in (select snapshot_id from demo_snapshot)
    or previous_snapshot_id in (select snapshot_id from demo_snapshot);
delete from pair_load where snapshot_id in (select snapshot_id from demo_snapshot)
    or previous_snapshot_id in (select snapshot_id from demo_snapshot);
delete from pair_least where snapshot_id in (select snapshot_id from demo_snapshot);
delete from snapshot_agency where snapshot_id in (select snapshot_id from demo_snapshot);
delete from snapshot_rename where snapshot_id in (select snapshot_id from demo_snapshot);
delete from snapshot_weight where snapshot_id in (select snapshot_id from demo_snapshot);
delete from snapshot_source where snapshot_id in (select snapshot_id from demo_snapshot);
delete from snapshot_withdrawn where snapshot_id in (select snapshot_id from demo_snapshot);
delete from snapshot where snapshot_id in (select snapshot_id from demo_snapshot);
create or replace temp table demo_release as
select release_id from predicate_release
where exists (select 1 from demo_batch where list_contains(from_json(batches, '["INTEGER"]'), batch_id));
delete from predicate_group where release_id in (select release_id from demo_release);
delete from predicate_cell where release_id in (select release_id from demo_release);
delete from predicate_release where release_id in (select release_id from demo_release);
delete from fact where batch_id in (select batch_id from demo_batch);
delete from roster_fact where batch_id in (select batch_id from demo_batch);
delete from predicate_fact where batch_id in (select batch_id from demo_batch);
delete from outcome_fact where batch_id in (select batch_id from demo_batch);
delete from attendance_fact where batch_id in (select batch_id from demo_batch);
delete from decision_fact where batch_id in (select batch_id from demo_batch);
delete from reference_fact where batch_id in (select batch_id from demo_batch);
delete from person where batch_id in (select batch_id from demo_batch);
delete from batch_undo where batch_id in (select batch_id from demo_batch);
delete from batch where batch_id in (select batch_id from demo_batch);
delete from period where period not in (select period from fact union select period from roster_fact
    union select period from outcome_fact union select period from predicate_fact)
