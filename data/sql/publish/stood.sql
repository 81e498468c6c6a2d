-- One row: how one seated person stands in one version on one aspect: who rated how.
create or replace temp table stood as
select state, aspect, employee, seat.block_id,
    string_agg(concat_ws(' ', round(score, 6), rater), ';' order by round(score, 6), rater) as said
from rating join seat using (state, employee)
where state >= 0
group by state, aspect, employee, seat.block_id
