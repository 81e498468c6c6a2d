-- One row: how many people call one agency, unit and position home in the version being made.
select agency, unit, position, count(*) from home where state = 0
group by agency, unit, position order by agency, unit, position
