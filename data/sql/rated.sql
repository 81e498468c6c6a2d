-- Which ratings count now, and where a person is rated whom several agencies rated.

-- The first day of a period code.
create or replace macro first_day(code) as make_date(
    left(code, 4)::integer,
    case when code like '%-S_' then 6 * right(code, 1)::integer - 5 when code like '%-Q_' then 3 * right(code, 1)::integer - 2
        when length(code) > 4 then right(code, 2)::integer else 1 end,
    1
);

-- One row: one name of an agency that was renamed, the first name of its line, and the day it took this one.
create or replace view agency_line as
with recursive step as (select region, old, new, first_day(period) as since from ref_succession where kind = 'rename'),
line as (
    select region, old as first_name, old as agency, '-infinity'::date as since
    from step anti join (select region, new as old from step) using (region, old)
    union
    select line.region, first_name, new, step.since from line join step on step.region = line.region and step.old = line.agency
)
from line;

-- One row: one name of a renamed agency, where files of one period speak of it by two of its names, and the name it had then.
create or replace view agency_rename as
with spoken as (
    select distinct region, period, agency
    from (select region, period, agency, batch_id from fact union all select region, period, agency, batch_id from roster_fact)
    semi join live_batch using (batch_id) semi join agency_line using (region, agency)
)
select region, period, agency, kept
from (
    select region, period, agency,
        -- The last name it had taken by then; of names it took only later the first.
        first(agency) over (
            partition by region, first_name, period
            order by since > first_day(period), case when since > first_day(period) then since end,
                since desc, agency
        ) as kept
    from agency_line join spoken using (region, agency)
)
where agency <> kept;

-- One row: one fact of a batch that was not undone, its agency under the one name it had in the period.
create or replace view fact_live as
select fact.* replace (coalesce(kept, agency) as agency)
from fact join (select batch_id from live_batch) using (batch_id)
left join agency_rename using (region, period, agency);

-- One row: one fact that no newer live batch replaces. The agency that rated is part of the key of a person's rating, under
-- the one name it had in the period.
create or replace view fact_standing as
with several as (
    -- Most agencies send one file of a period: where one batch speaks alone nothing is compared, which is what takes long.
    select region, period, agency from fact_live group by region, period, agency having min(batch_id) < max(batch_id)
)
select * from fact_live anti join several using (region, period, agency)
union all
select * exclude (newest)
from (
    select *, max(batch_id) over (
        partition by region, period, employee, agency, case when employee is null then coalesce(unit, '') end, indicator, source,
            rater
    ) as newest
    from fact_live semi join several using (region, period, agency)
)
where batch_id = newest;

-- One row: one person of the live rosters in one period, as the newest row of their own post has them, active or not.
create or replace view roster_current as
select roster_fact.* replace (coalesce(kept, agency) as agency)
from roster_fact join (select batch_id from live_batch) using (batch_id)
left join agency_rename using (region, period, agency)
qualify row_number() over (
    partition by region, period, employee order by coalesce(acting, false), batch_id desc, line desc
) = 1;

-- The home of people whom several agencies claim. claims: the name of a table or view with one row per person and agency
-- (state, region, period, employee, agency, n_rows, n_own: those not of an acting post, ends, rostered: the roster has them
-- there). One row: one person. agency: acting posts go out, then the roster says, else the latest end where all give one,
-- else most rows; null where that leaves several (agencies), whom a decision on `subject` is asked about. because: which of
-- them it was. claimants: everybody who claims the person, acting or not.
create or replace macro home_among(claims) as table
with own as (
    select *, n_own = 0 as acting, case when n_own = 0 then n_rows else n_own end as n,
        list_sort(list(agency) over (partition by state, region, period, employee)) as claimants
    from query_table(claims)
    qualify acting = bool_and(n_own = 0) over (partition by state, region, period, employee)
),
dated as (
    select *, count(*) over person as n_agencies,
        case when count(ends) over person = count(*) over person then ends end as last_day
    from own window person as (partition by state, region, period, employee)
),
ranked as (
    select *, rank() over (person order by rostered desc, last_day desc) as by_day,
        rank() over (person order by rostered desc, last_day desc, n desc) as place
    from dated window person as (partition by state, region, period, employee)
)
select state, region, period, employee, any_value(acting) as acting,
    any_value(claimants) as claimants, list(agency order by agency) filter (where place = 1) as agencies,
    case when len(agencies) = 1 then agencies[1] end as agency,
    case when len(agencies) > 1 then null when any_value(n_agencies) = 1 then 'acting' when bool_or(rostered) then 'roster'
        when count(*) filter (where by_day = 1) = 1 then 'ends' else 'rows' end as because,
    'home:' || array_to_string(agencies, '|') as subject
from ranked
group by state, region, period, employee;

-- One row: one agency that claims one person now: several do, or one does for an acting post beside another.
create or replace view claim_current as
select 0 as state, post.*, roster_current.agency is not distinct from post.agency and roster_current.active as rostered
from (
    select region, period, employee, agency, count(*) as n_rows, count(*) filter (where not coalesce(acting, false)) as n_own,
        case when n_own = 0 then max(ends) else max(ends) filter (where not coalesce(acting, false)) end as ends
    from fact_standing where employee is not null
    group by region, period, employee, agency
    qualify count(*) over (partition by region, period, employee) > 1 or n_own between 1 and n_rows - 1
) as post
left join roster_current using (region, period, employee);

-- One row: what a planner answered last about the people whom the same agencies claim alike.
create or replace view home_answer as
select region, period, subject, detail ->> '$.agency' as agency
from decision_fact join (select batch_id from live_batch) using (batch_id)
where decision = 'home'
qualify row_number() over (partition by region, period, subject order by batch_id desc, line desc) = 1;

-- One row: one person whom several agencies claim now, and the one whose ratings count; null: nobody can say, none of them do.
create or replace view disputed_current as
select claimed.region, claimed.period, employee, claimants, agencies, claimed.subject, acting,
    coalesce(claimed.agency, home_answer.agency) as agency,
    case when claimed.agency is null and home_answer.agency is not null then 'answer' else because end as because
from home_among('claim_current') as claimed
left join home_answer on home_answer.region = claimed.region and home_answer.period = claimed.period
    and home_answer.subject = claimed.subject and list_contains(claimed.agencies, home_answer.agency);

-- One row: one fact that counts: no newer live batch replaces it, and of a person whom several agencies rated it is the home's.
create or replace view fact_current as
select fact_standing.*
from fact_standing left join disputed_current as home using (region, period, employee)
where home.employee is null or (fact_standing.agency = home.agency and coalesce(fact_standing.acting, false) = home.acting)
