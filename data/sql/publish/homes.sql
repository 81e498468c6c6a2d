-- One row: how many people call one agency, unit and position home.
select agency, unit, position, count(*) from home group by agency, unit, position order by agency, unit, position
