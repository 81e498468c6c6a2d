-- One row: one agency of the region and its sector.
select code, sector from agency_name
