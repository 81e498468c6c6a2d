-- The pooled spreads and loads of the version before, for the one being made.
insert into spread select * replace ($snapshot_id as snapshot_id) from spread where snapshot_id = $previous;
insert into rater_load select * replace ($snapshot_id as snapshot_id) from rater_load where snapshot_id = $previous
