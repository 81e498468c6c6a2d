-- One row: one weight as valid from one period on.
select position, indicator, weight, coalesce(valid_from, '') as valid_from from ref_weight
