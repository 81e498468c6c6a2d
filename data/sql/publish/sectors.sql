-- One row: one agency of the region and its sector.
select code, sector from ref_agency where region = $region
