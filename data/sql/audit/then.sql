-- What counted then, for as long as this transaction lasts: it is never committed.
create table then_live as select unnest($batches::integer[]) as batch_id;
create or replace view live_batch as select batch.* from batch semi join then_live using (batch_id)
