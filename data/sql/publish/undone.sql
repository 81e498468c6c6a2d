-- Whether any file of the store was undone.
select exists (from batch_undo)
