-- One row: one line of the journal, newest first; of one login, one kind and some days where these are asked for.
select line from event
where ($login is null or actor = $login) and ($kind is null or kind = $kind)
    and ($since is null or happened_at::date >= $since::date) and ($until is null or happened_at::date <= $until::date)
order by seq desc limit $most
