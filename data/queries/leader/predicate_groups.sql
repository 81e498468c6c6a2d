-- One row: one agency group with official predicates of the newest release of one period. n_people: who has a predicate.
-- n_roster: active staff; null without a roster. demo: made with demo data.
select region, period, cadence, starts::varchar as starts, ends::varchar as ends, version, made_at, agency_group as agency,
    any_value(name) as agency_name, any_value(short) as short, any_value(sector) as sector, any_value(merged) as merged,
    any_value(predicate_group.n_people) as n_people, any_value(n_roster) as n_roster, any_value(held) as held,
    any_value(exists (
        select 1 from batch where demo and list_contains(from_json(predicate_current.batches, '["INTEGER"]'), batch_id)
    )) as demo
from predicate_current join predicate_group using (release_id)
where ($region is null or region = $region)
group by region, period, cadence, starts, ends, version, made_at, agency_group
order by region, starts, cadence, agency_group
