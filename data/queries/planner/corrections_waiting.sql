-- One row: one correction that waits in the newest release of a region and period: of a group of people (kind people: which of its
-- figures differ is not kept), of an agency's own figure (figure), or of counts of predicates (predicates). n_people: told of so
-- many. needed: so many more people, in steps of five, must differ before it can be told; until: staff, respondents, or next_period
-- where nobody knows how many answered.
with held as (
    select snapshot_id, block_id, snapshot_current.region, snapshot_current.period, version, snapshot_current.k, block.kind,
        block.agency, block.unit, block.position, block.n_people
    from block join snapshot_current using (snapshot_id)
    where block.held and not withdrawn
),
figure as (
    select held.snapshot_id, held.block_id, indicator, source, respondents, score, fact.unit is null as own
    from held
    join leaf on leaf.region = held.region and leaf.period = held.period and leaf.block_id = held.block_id and leaf.unit = '*'
    join (select * from fact_standing where employee is null) as fact
        on fact.region = leaf.region and fact.period = leaf.period and fact.agency = leaf.agency
    where held.kind = 'agency'
    -- As in publishing: an agency's own figure in place of those of its units.
    qualify own or not bool_or(own) over (partition by held.snapshot_id, leaf.agency, indicator, source)
),
now as (
    select snapshot_id, block_id, indicator, source,
        case when count(respondents) = count(*) then sum(respondents) end as n,
        case when n is null then avg(score) else sum(score * respondents) / nullif(n, 0) end as mean
    from figure group by snapshot_id, block_id, indicator, source
),
waits as (
    select region, period, version, 'people' as kind, agency, unit, position, null as indicator, null as source, n_people,
        5 * ceil(k / 5) as needed, 'staff' as until
    from held where kind = 'people'
    union all
    select region, period, version, 'figure', agency, null, null, indicator, source, cell.n_people,
        5 * greatest(1, ceil((k - coalesce(abs(now.n - cell.n_people), 0)) / 5)),
        case when cell.n_people is null then 'next_period' else 'respondents' end
    from held join now using (snapshot_id, block_id) join cell using (snapshot_id, block_id, indicator, source)
    -- A figure near an end of the scale is told as its bound (20 points in all), and differs where that does.
    where now.n is distinct from cell.n_people or abs(
        coalesce(greatest(20 / now.n, least(100 - 20 / now.n, mean)), mean) - cell.total / coalesce(cell.n_people, 1)) > 1e-6
    union all
    select distinct region, period, version, 'predicates', agency_group, null, null, null, null, n_people, 5, 'staff'
    from predicate_group join predicate_current using (release_id) where held
)
select waits.* exclude (needed), needed::integer as needed, coalesce(ref_agency.name, waits.agency) as agency_name
from waits left join ref_agency on ref_agency.region = waits.region and ref_agency.code = waits.agency
where ($region is null or waits.region = $region) and ($period is null or period = $period)
order by period desc, waits.region, agency, kind, unit, position, indicator, source
