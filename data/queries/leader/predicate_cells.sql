-- One row: one released count of one agency group: about (predicate, consistency), its categories (codes joined with |),
-- people; at_least: 95 % or more of them.
select predicate_current.region, predicate_current.period, agency_group as agency, about, categories,
    predicate_cell.n_people, at_least
from predicate_current join predicate_cell using (release_id)
where ($region is null or predicate_current.region = $region) and ($period is null or predicate_current.period = $period)
order by predicate_current.region, predicate_current.period, agency_group, about, categories
