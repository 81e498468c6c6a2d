-- One row: one source's own view of one agency (composite, or one indicator) in one published period. n_people: people in the
-- blocks it rated by name; n_respondents: who answered its agency-level figures; either is null where there are none.
select block_shown.region, block_shown.agency, block_shown.period, any_value(block_shown.seq) as seq,
    block_score.basis as source, sum(heads * score) / sum(heads) as score,
    sum(heads) filter (where block_score.n_people is not null) as n_people,
    nullif(max(block_score.n_respondents), 0) as n_respondents, sum(heads * coverage) / sum(heads) as coverage
from block_shown join block_score using (snapshot_id, block_id)
where (block_shown.region = $region or $region is null)
    and ($periods is null or list_contains($periods, block_shown.period))
    and ($agencies is null or list_contains($agencies, block_shown.agency))
    and block_score.indicator = coalesce($indicator, '*') and block_score.basis not in ('all', 'persons') and block_score.alone is null
    and score is not null
group by block_shown.region, block_shown.period, block_shown.agency, block_score.basis
order by block_shown.region, block_shown.period, block_shown.agency, block_score.basis
