-- One row: one employee's mean over raters on one indicator from one source, in the block of their home.
-- state: which version the rows belong to (0: the one being made).
insert into value
select $state, seat.block_id, rating.employee, rating.indicator, rating.source, avg(rating.score)
from rating join seat using (employee)
group by seat.block_id, rating.employee, rating.indicator, rating.source
