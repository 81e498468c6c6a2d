-- One row: how one seated person stands in one version on one aspect: who rated how.
create or replace temp table stood as
select state, aspect, employee, seat.block_id, sum(hash(rater, round(score, 6))::hugeint) as said
from rating join seat using (state, employee)
where state >= 0
group by state, aspect, employee, seat.block_id
