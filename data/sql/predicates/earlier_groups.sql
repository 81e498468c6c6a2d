-- One row: one agency of one earlier release, with its group; released_from: the release whose counts the group holds.
select release_id, agency, agency_group, n_people, released_from
from predicate_group join predicate_release using (release_id)
where region = $region and period = $period order by release_id, agency
