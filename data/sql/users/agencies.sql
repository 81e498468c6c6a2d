select code from ref_agency where region = $region
union select distinct agency from batch_agency where region = $region and agency is not null
