-- One row: one period from which weights, sources or standards are valid ('' always).
select distinct valid_from from reference_current where table_name in ('weights', 'sources', 'standards')
