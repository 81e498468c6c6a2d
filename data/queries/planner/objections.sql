-- One row: one objection against what somebody's record says: who filed it, when, what they wrote, where it stands. due: until
-- when an error of data is to be acknowledged and marked, 3 x 24 hours after it was filed.
with newest as (
    select objection, arg_max(step, case step when 'filed' then 0 when 'acknowledged' then 1 else 2 end) as state, max(happened_at) as changed_at,
        max(batch) as batch
    from objection_step group by objection
)
select objection, filed.happened_at as filed_at, filed.happened_at + interval 72 hour as due, filed.period, filed.about,
    newest.state, newest.changed_at, newest.batch, objection_text.text, coalesce(person_current.name, '') as name,
    person_current.nip
from objection_step as filed
join newest using (objection)
join objection_text on objection_text.objection = filed.objection and objection_text.step = 'filed'
semi join person_seen($region, $own_agencies) as shown on shown.employee = objection_text.employee
left join person_current on person_current.employee = objection_text.employee
where filed.step = 'filed' and ($region is null or filed.region = $region)
order by filed_at, objection
