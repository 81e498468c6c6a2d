-- One row: one agency with agency-level figures in the version being made.
select distinct agency from rating where state = 0 and employee is null order by agency
