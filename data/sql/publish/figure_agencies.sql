-- One row: one agency with agency-level figures in the period.
select distinct agency from rating where employee is null order by agency
