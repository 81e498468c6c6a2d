-- The pooled spreads and loads of the version before, for the one being made.
insert into spread
select $snapshot_id, indicator, source, var_person, var_rater, n_people, n_raters, median_load
from spread where snapshot_id = $previous;

insert into rater_load
select $snapshot_id, agency, indicator, source, n_people, n_raters, sum_nr2
from rater_load where snapshot_id = $previous
