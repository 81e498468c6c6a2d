-- One row: one batch the store holds, those that shipped apart.
select batch_id from batch where batch_id > 0
