-- One row: one agency of the region.
select code, name, short, sector from ref_agency where region = $region
