-- One row: one employee's mean over raters on one aspect in one version, in the block of their home. rater: the one named
-- rater, where there is one. Of other periods that are paired only sources with weight count.
create or replace temp table value as
select state, seat.block_id, employee, aspect, avg(score) as value, count(*) as n_ratings,
    -- A change can be laid to a rater only where one named rater stands behind the mean.
    case when count(rater) = count(*) and min(rater) = max(rater) then min(rater) end as rater
from rating join seat using (state, employee)
where state >= 0 or state <= -10 or aspect in (select aspect from aspect join source_rule using (source) where weight > 0)
group by state, seat.block_id, employee, aspect;

-- One row: one rater (null: those without a name) of one block and aspect. ratees: each rating counts 1 / ratings of its
-- person, which is what it contributes to the person's mean.
create or replace temp table rater_cell as
select state, value.block_id, aspect, rating.rater, count(*) as n, sum(1e0 / n_ratings) as ratees, sum(score) as total,
    sum(score * score) as square
from rating join value using (state, employee, aspect)
where state >= 0
group by state, value.block_id, aspect, rating.rater;

-- One row: all rated people of one block and aspect in one version.
create or replace temp table tally as
select state, block_id, aspect, count(*) as n_people, sum(value) as total
from value group by state, block_id, aspect
