-- Lines of one login that say persons were looked at, since a moment.
select line from event where kind = 'access' and actor = $login and happened_at >= $since
