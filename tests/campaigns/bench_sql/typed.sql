-- DuckDB's own typed load of the same file into the same sort of table.
create table typed as
select * from read_csv($path, delim = ';', header = true, decimal_separator = ',', auto_detect = false, columns = {
    'periode': 'varchar', 'nip': 'varchar', 'nama': 'varchar', 'jenis_pegawai': 'varchar', 'perangkat_daerah': 'varchar',
    'unit': 'varchar', 'kelompok_jabatan': 'varchar', 'indikator': 'varchar', 'nilai': 'double', 'skala_min': 'double',
    'skala_maks': 'double', 'aturan': 'varchar', 'sumber_penilai': 'varchar', 'penilai': 'varchar', 'responden': 'integer'
})
