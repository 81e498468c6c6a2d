-- Pseudo-blocks of agency-level figures, the agencies as this snapshot shows them, and whose weights a pseudo-block takes:
-- its group's own positions, else the region's, else all positions alike.
insert into block
select $snapshot_id, shape.block_id, 'agency', $region, shape.sector, shape.agency, null, null, max(cell.n_people), $snapshot_id,
    shape.block_id in (select block_id from figure_held)
from shape join cell on cell.snapshot_id = $snapshot_id and cell.block_id = shape.block_id
where shape.kind = 'agency'
group by shape.block_id, shape.sector, shape.agency;

insert into snapshot_agency
with staff as (select agency, count(*) as n from roster where state = 0 group by agency),
member as (
    select distinct leaf.agency, leaf.agency_group, agency_name.name, agency_name.short, coalesce(staff.n, 0) as n_roster
    from leaf join agency_name on agency_name.code = leaf.agency left join staff on staff.agency = leaf.agency
    where leaf.region = $region and leaf.period = $period
),
whole as (
    select agency_group, string_agg(name, ' + ' order by agency) as group_name,
        string_agg(short, ' + ' order by agency) as group_short, count(*) > 1 as merged,
        -- Without any roster nobody knows the staff: 0 would read as an agency without people.
        case when exists (select 1 from staff) then sum(n_roster) end as n_roster
    from member group by agency_group
),
shown as (
    select agency, any_value(sector) as sector, bool_or(kind = 'people') as position_level
    from block where snapshot_id = $snapshot_id group by agency
)
select $snapshot_id, member.agency, member.agency_group, member.name, member.short, whole.group_name, whole.group_short,
    shown.sector, whole.merged, whole.n_roster, shown.position_level
from member join whole using (agency_group) join shown on shown.agency = member.agency_group
order by member.agency;

insert into block_position
with pseudo as (select block_id, agency from block where snapshot_id = $snapshot_id and kind = 'agency'),
own as (
    select block.agency, block_position.position, sum(block_position.share) as share
    from block join block_position using (snapshot_id, block_id)
    where block.snapshot_id = $snapshot_id and block.kind = 'people'
    group by block.agency, block_position.position
),
everywhere as (select position, sum(share) as share from own group by position),
-- Surveys alone, and nobody seated: all positions alike, so that the figures still find their weights.
any_position as (select distinct position, 1e0 as share from snapshot_weight where snapshot_id = $snapshot_id)
select $snapshot_id, pseudo.block_id, own.position, own.share from pseudo join own using (agency)
union all
select $snapshot_id, pseudo.block_id, everywhere.position, everywhere.share from pseudo cross join everywhere
where pseudo.agency not in (select agency from own)
union all
select $snapshot_id, pseudo.block_id, any_position.position, any_position.share from pseudo cross join any_position
where not exists (select 1 from own)
