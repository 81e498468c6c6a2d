-- One row: one source as valid from one period on.
select code, weight, min_raters, coalesce(valid_from, '') as valid_from from ref_source
