"""A file of evaluations in Cermin's own headings, row by row."""

HEAD = (
    "periode;nip;nama;jenis_pegawai;perangkat_daerah;unit;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;aturan;"
    "sumber_penilai;penilai;responden"
)
NIP, OTHER, PPPK = "198503152010011001", "199001012012022002", "199001012025242003"
RATER = "196808171990031005"
AGENCIES = {"Dinas A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}},
            "Dinas B": {"add": {"code": "B", "name": "Dinas B", "sector": "PEND"}}}  # fmt: skip
BASE = {"region": "3403", "values": {"agency": AGENCIES}}


def row(**cells):
    given = {"periode": "2025", "nip": NIP, "nama": "Budi", "jenis_pegawai": "PNS", "perangkat_daerah": "Dinas A",
             "unit": "", "kelompok_jabatan": "PENGAWAS", "indikator": "KOM", "nilai": "80", "skala_min": "0",
             "skala_maks": "100", "aturan": "", "sumber_penilai": "atasan", "penilai": "", "responden": ""}  # fmt: skip
    return ";".join(str((given | cells)[heading]) for heading in HEAD.split(";"))


def file(*rows):
    return "\n".join([HEAD, *rows]) + "\n"


def agency_row(**cells):
    return row(
        **({"nip": "", "nama": "", "jenis_pegawai": "", "kelompok_jabatan": "", "sumber_penilai": "masyarakat"} | cells)
    )
