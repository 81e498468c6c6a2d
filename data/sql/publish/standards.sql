-- One row: one standard as valid from one period on.
select position, indicator, standard, coalesce(valid_from, '') as valid_from from ref_standard
