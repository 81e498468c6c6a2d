-- One row: one count of one earlier release.
select release_id, agency_group, about, categories, predicate_cell.n_people, at_least
from predicate_cell join predicate_release using (release_id)
where region = $region and period = $period order by release_id, agency_group, about, categories
