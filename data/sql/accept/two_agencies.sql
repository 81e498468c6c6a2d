-- The people of the staged rows whom two agencies will have rated once these are stored. Two names of a renamed agency are one.
create or replace temp table staged_suspect as
with incoming as (
    select region, period, nip, min(coalesce(first_name, agency)) as least, max(coalesce(first_name, agency)) as most
    from staged left join agency_line using (region, agency)
    where nip is not null
    group by region, period, nip
),
standing as (
    select region, period, employee, min(coalesce(first_name, agency)) as least, max(coalesce(first_name, agency)) as most
    from fact join touched using (region, period) semi join live_batch using (batch_id)
    left join agency_line using (region, agency)
    where employee is not null
    group by region, period, employee
)
select incoming.region, incoming.period, nip, pseudonym.pseudonym as employee
from incoming join pseudonym on pseudonym.identity = incoming.nip
left join standing on standing.region = incoming.region and standing.period = incoming.period
    and standing.employee = pseudonym.pseudonym
where least(incoming.least, standing.least) <> greatest(incoming.most, standing.most);

-- One row: one agency that claims one of them, once the staged rows are the newest.
create or replace temp table staged_claim as
with said as (
    select region, period, employee, coalesce(first_name, agency) as agency, indicator, source, rater.pseudonym as rater,
        coalesce(acting, false) as acting, ends, 2147483647 as batch_id
    from staged join staged_suspect using (region, period, nip)
    left join pseudonym as rater on rater.identity = staged.rater
    left join agency_line using (region, agency)
    union all
    select region, period, employee, coalesce(first_name, agency), indicator, source, rater, coalesce(acting, false), ends, batch_id
    from fact join staged_suspect using (region, period, employee) semi join live_batch using (batch_id)
    left join agency_line using (region, agency)
),
standing as (
    from said
    qualify batch_id = max(batch_id) over (partition by region, period, employee, agency, indicator, source, rater)
),
post as (
    select region, period, employee, agency, count(*) as n_rows, count(*) filter (where not acting) as n_own,
        case when n_own = 0 then max(ends) else max(ends) filter (where not acting) end as ends
    from standing group by region, period, employee, agency
)
select 0 as state, post.*,
    coalesce(first_name, roster_current.agency) is not distinct from post.agency and coalesce(roster_current.active, false)
        as rostered
from post left join roster_current using (region, period, employee)
left join agency_line on agency_line.region = roster_current.region and agency_line.agency = roster_current.agency;

-- One row: people of one region and period whom the same agencies rate. undecided: how many of them have no home.
select claimed.region, claimed.period, claimants, count(*) as n_people,
    count(*) filter (where claimed.agency is null and home_answer.agency is null) as undecided
from home_among('staged_claim') as claimed
left join home_answer on home_answer.region = claimed.region and home_answer.period = claimed.period
    and home_answer.subject = claimed.subject
where len(claimants) > 1
group by claimed.region, claimed.period, claimants
order by claimed.period, n_people desc, claimants
