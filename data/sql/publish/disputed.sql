-- Whose ratings count where two agencies rated one person.

-- One row: one active employee of one version's roster, as the newest row of their own post has them.
create or replace temp table roster as
select state, employee, coalesce(kept, agency) as agency, coalesce(unit, '') as unit, coalesce(position, '') as position
from roster_fact join evidence using (region, period, batch_id) left join renamed using (state, agency)
-- First the newest row, then whether it is active: an older active row must not come back when the newest says that the
-- person left.
qualify row_number() over (
    partition by state, employee order by coalesce(acting, false), batch_id desc, line desc
) = 1 and active;

-- One row: one person as one agency rated them.
create or replace temp table post as
select state, employee, agency, count(*) as n_rows, count(*) filter (where not acting) as n_own,
    case when n_own = 0 then max(ends) else max(ends) filter (where not acting) end as ends
from rating where employee is not null
group by state, employee, agency;

-- One row: one agency that claims one person: several do, or one does for an acting post beside another.
create or replace temp table claim as
with several as (
    select * from post semi join (select state from version where rules > 1) using (state)
    qualify count(*) over (partition by state, employee) > 1 or n_own between 1 and n_rows - 1
)
select state, version.region, version.period, employee, several.agency, n_rows, n_own, ends,
    roster.agency is not distinct from several.agency as rostered
from several join version using (state) left join roster using (state, employee);

-- One row: what a planner answered last for the people whom the same agencies claim alike.
create or replace temp table home_answered as
select state, subject, detail ->> '$.agency' as agency
from decision_fact join evidence using (region, period, batch_id)
where decision = 'home'
qualify row_number() over (partition by state, subject order by batch_id desc, line desc) = 1;

-- One row: one person whom several claim, with the agency whose ratings count; null: nobody can say, and none of them do.
create or replace temp table disputed as
select claimed.state, employee, coalesce(claimed.agency, home_answered.agency) as agency, acting
from home_among('claim') as claimed
left join home_answered on home_answered.state = claimed.state and home_answered.subject = claimed.subject
    and list_contains(claimed.agencies, home_answered.agency);

delete from rating using disputed
where rating.state = disputed.state and rating.employee = disputed.employee
    and (rating.agency is distinct from disputed.agency or rating.acting <> disputed.acting)
