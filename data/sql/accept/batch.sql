insert into batch values ($batch_id, $kind, $file_name, $sha256, $actor, $received_at, $reason, $mapping, $demo, $rows_read,
    $rows_kept, $rows_refused)
