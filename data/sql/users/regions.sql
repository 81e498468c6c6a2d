select code from ref_region union select distinct region from ref_agency
