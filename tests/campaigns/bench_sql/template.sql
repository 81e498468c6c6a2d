-- Evaluation rows in the long template, decimal comma and all.
select period as periode, nip, name as nama, employee_type as jenis_pegawai, agency as perangkat_daerah, unit,
    position as kelompok_jabatan, indicator as indikator, replace(raw::varchar, '.', ',') as nilai,
    scale_min::integer as skala_min, scale_max::integer as skala_maks, rule_set as aturan, source as sumber_penilai,
    rater as penilai, respondents as responden
from read_parquet($rows)
