-- What one release told, as one hash, in no order.
select (select count(*) from predicate_cell where release_id = $release_id) as cells,
    sha256(coalesce(string_agg(told, chr(10) order by told), ''))
from (
    select concat_ws('|', 'cell', agency_group, about, categories, n_people, at_least) as told
    from predicate_cell where release_id = $release_id
    union all
    select concat_ws('|', 'group', agency, agency_group, n_people, coalesce(n_roster, -1), held)
    from predicate_group where release_id = $release_id
)
