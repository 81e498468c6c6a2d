-- The reference tables as typed views over the current reference rows, written by `python -m data.catalog.views` from
-- `data/catalog/declaration.py`: change that. Every row is checked before it is stored, so that no cast here can fail.
-- Empty text is '', empty numbers are null.

-- One row: one local government (pemda).
create or replace view ref_region as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name') as name
from reference_current where table_name = 'regions';

-- One row: one of the display sectors.
create or replace view ref_sector as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    json_extract_string(row_json, '$.short_id') as short_id,
    json_extract_string(row_json, '$.short_en') as short_en,
    cast(json_extract_string(row_json, '$.ord') as integer) as ord
from reference_current where table_name = 'sectors';

-- One row: one bidang urusan (Permendagri 90/2019) and its sector.
create or replace view ref_affair as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name') as name,
    json_extract_string(row_json, '$.sector') as sector
from reference_current where table_name = 'affairs';

-- One row: words in an agency's name that suggest a sector.
create or replace view ref_agency_pattern as
select
    json_extract_string(row_json, '$.pattern') as pattern,
    json_extract_string(row_json, '$.sector') as sector
from reference_current where table_name = 'agency_patterns';

-- One row: one agency (perangkat daerah) of one region.
create or replace view ref_agency as
select
    json_extract_string(row_json, '$.region') as region,
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name') as name,
    json_extract_string(row_json, '$.short') as short,
    json_extract_string(row_json, '$.sector') as sector,
    json_extract_string(row_json, '$.affair') as affair
from reference_current where table_name = 'agencies';

-- One row: one agency that became another: rename continues a line, merge and split are breaks.
create or replace view ref_succession as
select
    json_extract_string(row_json, '$.region') as region,
    json_extract_string(row_json, '$.old') as old,
    json_extract_string(row_json, '$.new') as new,
    json_extract_string(row_json, '$.kind') as kind,
    json_extract_string(row_json, '$.period') as period
from reference_current where table_name = 'successions';

-- One row: one thing that is rated; every indicator belongs to one competency group (grp).
create or replace view ref_indicator as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    json_extract_string(row_json, '$.grp') as grp,
    json_extract_string(row_json, '$.kind') as kind,
    json_extract_string(row_json, '$.definition_id') as definition_id,
    json_extract_string(row_json, '$.definition_en') as definition_en,
    cast(json_extract_string(row_json, '$.polarity') as integer) as polarity,
    cast(json_extract_string(row_json, '$.trainable') as boolean) as trainable
from reference_current where table_name = 'indicators';

-- One row: one position group that carries its own weights.
create or replace view ref_position as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    cast(json_extract_string(row_json, '$.ord') as integer) as ord
from reference_current where table_name = 'positions';

-- One row: the weight (of 100) one position gives one indicator from a period on; of several versions the newest
-- counts.
create or replace view ref_weight as
select
    json_extract_string(row_json, '$.position') as position,
    json_extract_string(row_json, '$.indicator') as indicator,
    json_extract_string(row_json, '$.valid_from') as valid_from,
    cast(json_extract_string(row_json, '$.weight') as double) as weight,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'weights';

-- One row: one rater source with its weight (of 1) from a period on.
create or replace view ref_source as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    json_extract_string(row_json, '$.valid_from') as valid_from,
    cast(json_extract_string(row_json, '$.weight') as double) as weight,
    cast(json_extract_string(row_json, '$.min_raters') as integer) as min_raters,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'sources';

-- One row: the score one indicator should reach in one position from a period on.
create or replace view ref_standard as
select
    json_extract_string(row_json, '$.position') as position,
    json_extract_string(row_json, '$.indicator') as indicator,
    json_extract_string(row_json, '$.valid_from') as valid_from,
    cast(json_extract_string(row_json, '$.standard') as double) as standard,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'standards';

-- One row: one bound that what is released keeps to, in points; it may be raised. `answer_spread` is an assumption: how
-- far one citizen's answer strays where surveys do not tell it.
create or replace view ref_limit as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    cast(json_extract_string(row_json, '$.points') as double) as points,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'limits';

-- One row: one rule that scores come from, with its scale; no scale where the rule has no number.
create or replace view ref_rule_set as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    cast(json_extract_string(row_json, '$.scale_min') as double) as scale_min,
    cast(json_extract_string(row_json, '$.scale_max') as double) as scale_max,
    cast(json_extract_string(row_json, '$.valid_from') as date) as valid_from,
    cast(json_extract_string(row_json, '$.valid_to') as date) as valid_to,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'rule_sets';

-- One row: one named range of one scheme. Ranges may overlap or leave gaps between whole numbers: the note says how to
-- read them.
create or replace view ref_band as
select
    json_extract_string(row_json, '$.scheme') as scheme,
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    cast(json_extract_string(row_json, '$.low') as double) as low,
    cast(json_extract_string(row_json, '$.high') as double) as high,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'bands';

-- One row: one official predicate; codes org_... are of organisations.
create or replace view ref_predicate as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    cast(json_extract_string(row_json, '$.ord') as integer) as ord
from reference_current where table_name = 'predicates';

-- One row: one cell of PermenPANRB 6/2022: rating of work result x rating of behaviour -> predicate. Not symmetric.
create or replace view ref_predicate_matrix as
select
    json_extract_string(row_json, '$.work_result') as work_result,
    json_extract_string(row_json, '$.work_behavior') as work_behavior,
    json_extract_string(row_json, '$.predicate') as predicate
from reference_current where table_name = 'predicate_matrix';

-- One row: one rule of SE MenPANRB 3/2023 on the share (0-1) of predicates (codes joined with |) in a unit.
create or replace view ref_distribution_pattern as
select
    json_extract_string(row_json, '$.org_predicate') as org_predicate,
    json_extract_string(row_json, '$.predicates') as predicates,
    json_extract_string(row_json, '$.rule') as rule,
    cast(json_extract_string(row_json, '$.share') as double) as share,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'distribution_patterns';

-- One row: something people can be sent to. sectors and positions: codes joined with |, '' is all; prices in million
-- rupiah a person; hours (JP) null: the region must say.
create or replace view ref_programme as
select
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    json_extract_string(row_json, '$.sectors') as sectors,
    json_extract_string(row_json, '$.positions') as positions,
    json_extract_string(row_json, '$.form') as form,
    json_extract_string(row_json, '$.path') as path,
    json_extract_string(row_json, '$.mode') as mode,
    cast(json_extract_string(row_json, '$.jp_min') as double) as jp_min,
    cast(json_extract_string(row_json, '$.jp_max') as double) as jp_max,
    cast(json_extract_string(row_json, '$.price_min') as double) as price_min,
    cast(json_extract_string(row_json, '$.price_max') as double) as price_max,
    cast(json_extract_string(row_json, '$.capacity') as integer) as capacity,
    json_extract_string(row_json, '$.organiser') as organiser,
    cast(json_extract_string(row_json, '$.siasn_kind') as integer) as siasn_kind,
    cast(json_extract_string(row_json, '$.structural') as boolean) as structural,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'programmes';

-- One row: how strongly (0-1] one programme works on one indicator.
create or replace view ref_programme_link as
select
    json_extract_string(row_json, '$.programme') as programme,
    json_extract_string(row_json, '$.indicator') as indicator,
    cast(json_extract_string(row_json, '$.strength') as double) as strength,
    json_extract_string(row_json, '$.evidence') as evidence,
    json_extract_string(row_json, '$.author') as author,
    cast(json_extract_string(row_json, '$.since') as date) as since
from reference_current where table_name = 'programme_links';

-- One row: what a seat costs beside the course, in rupiah; region '' is everywhere.
create or replace view ref_plan_rate as
select
    json_extract_string(row_json, '$.region') as region,
    json_extract_string(row_json, '$.code') as code,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en,
    cast(json_extract_string(row_json, '$.rupiah') as double) as rupiah,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'plan_rates';

-- One row: where the money of one programme is budgeted.
create or replace view ref_plan_account as
select
    json_extract_string(row_json, '$.programme') as programme,
    json_extract_string(row_json, '$.fund') as fund,
    json_extract_string(row_json, '$.activity') as activity,
    json_extract_string(row_json, '$.account') as account,
    json_extract_string(row_json, '$.note') as note
from reference_current where table_name = 'plan_accounts';

-- One row: another spelling of a code: of a heading, an indicator, a position, ...
create or replace view ref_alias as
select
    json_extract_string(row_json, '$.kind') as kind,
    json_extract_string(row_json, '$.alias') as alias,
    json_extract_string(row_json, '$.code') as code
from reference_current where table_name = 'aliases';

-- One row: one indicator ('' is all) whose figures from this period on cannot be compared with earlier ones.
create or replace view ref_break as
select
    json_extract_string(row_json, '$.region') as region,
    json_extract_string(row_json, '$.indicator') as indicator,
    json_extract_string(row_json, '$.period') as period,
    json_extract_string(row_json, '$.reason') as reason
from reference_current where table_name = 'breaks';

-- One row: something that happened, to be marked on charts; agency '' is the whole region.
create or replace view ref_event as
select
    json_extract_string(row_json, '$.region') as region,
    json_extract_string(row_json, '$.agency') as agency,
    json_extract_string(row_json, '$.period') as period,
    json_extract_string(row_json, '$.name_id') as name_id,
    json_extract_string(row_json, '$.name_en') as name_en
from reference_current where table_name = 'events';
