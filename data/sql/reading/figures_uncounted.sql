-- How many figures of agencies by staff do not say that enough of them were rated, or that enough peers or subordinates rated.
select count(*) from read_parquet($path)
where nip is null and source in ('superior', 'peer', 'subordinate', 'self')
    and not coalesce(respondents >= $fewest and (source in ('superior', 'self') or n_raters >= $raters), false)
