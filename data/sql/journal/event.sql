insert into event values ($seq, $kind, $at, $actor, $hash, $last_batch, $line)
