"""What a recording asks for: places of the demo, and files for the way in."""

REGION = "3403"
SMALL = "357823"
AGENCY, OTHER_AGENCY = "3403-BAPPEDA", "3403-BKAD"
SECTOR, INDICATOR, SOURCE, POSITION, PERIOD = "ADMIN", "KOM", "peer", "JF_TEKNIS", "2026-S1"

_HEADER = (
    "daerah;periode;nip;nama;perangkat_daerah;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;sumber_penilai"
)


def _rows(scores: list[str], agency: str = AGENCY, source: str = "atasan") -> bytes:
    lines = [
        f"{REGION};{PERIOD};19850315201001{1 + at % 2}{at:03d};Orang {at};{agency};PEL_ADM;{indicator};{score};"
        f"0;100;{source}"
        for at, score in enumerate(scores, 1)
        for indicator in ("KOM", "KW", "TG")
    ]
    return "\n".join([_HEADER, *lines]).encode()


GOOD = "nilai-baik.csv"
FILES = {
    GOOD: _rows([str(60 + at) for at in range(12)]),
    "nilai-salah.csv": _rows(["80", "tujuh", "101", "", "75,5", "1e3", "66", "70", "71", "72"]),
    "nilai-asing.csv": _rows([str(70 + at) for at in range(8)], "Dinas Antah Berantah", "tetangga"),
    "rekap.csv": b"Perangkat Daerah,Komunikasi,Kerja sama\nDinas Kesehatan,80.5,71\nDinas Sosial,77,69.25\n",
    "bukan-tabel.csv": b"\x00\x01\x02 bukan tabel",
    "kosong.csv": b"",
}
