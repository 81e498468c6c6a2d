# ruff: noqa: E501  one row of a file a line
# fmt: off
"""Ratings from several sides (360 degrees), as forms and offices export them."""

from tests.worlds.strangers.made import NAMES, A, B, C, Case, sheet, text

KEY = ("nip", "indicator", "source", "raw")
SCALE = {"scale": [1, 5], "position": "PEL_ADM"}


def cases():
    yield Case("kolom per penilai", "evaluation", per_rater(), "360.csv", KEY, frozenset({(A, "KOM", "superior", 80.0), (A, "KOM", "peer", 70.0), (A, "KOM", "peer", 75.0), (A, "KOM", "subordinate", 85.0), (A, "KOM", "self", 90.0)}),
               asked=("set:scale", "set:position"), answers={"scale": [0, 100], "position": "PEL_ADM"})
    yield Case("kepala bergabung indikator x penilai", "evaluation", merged(), "hasil 360.xlsx", KEY,
               frozenset({(A, "DS", "superior", 4.0), (A, "DS", "peer", 3.0), (A, "DS", "self", 5.0), (A, "KOM", "superior", 2.0), (A, "KOM", "peer", 4.0), (A, "KOM", "self", 5.0)}),
               asked=("set:scale", "set:position"), answers=SCALE)
    yield Case("jawaban Google Form", "evaluation", form(), "Penilaian 360 (Responses) - Form Responses 1.csv", KEY,
               frozenset({(A, "KOM", "superior", 4.0), (A, "DS", "superior", 5.0), (A, "KOM", "peer", 3.0), (A, "DS", "peer", 4.0), (B, "KOM", "subordinate", 5.0), (B, "DS", "subordinate", 5.0)}),
               asked=("set:scale", "set:position", "set:period", "set:agency", "column_of"), answers={"scale": [1, 5], "period": "2025-S1", "position": "PEL_ADM"})
    yield Case("BerAKHLAK tujuh nilai", "evaluation", values(), "berakhlak.csv", KEY,
               frozenset((A, code, "superior", float(n)) for n, code in enumerate(("BP", "AK", "KO", "HA", "LO", "AD", "KL"), 80)), asked=("set:scale", "set:position"), answers={"scale": [0, 100], "position": "PEL_ADM"})
    yield Case("penilai dengan NIP", "evaluation", rater_nip(), "360 panjang.csv", (*KEY, "rater"),
               frozenset({(A, "KOM", "peer", 8.0, B), (A, "KOM", "peer", 7.0, C)}), asked=("set:scale", "set:position"), answers={"scale": [1, 10], "position": "PEL_ADM"})


def per_rater():
    return text([["NIP", "Nama", "OPD", "Periode", "Indikator", "Atasan", "Rekan 1", "Rekan 2", "Bawahan", "Diri Sendiri", "Nilai Akhir"],
                 [A, NAMES[A], "Dinas Kesehatan", "2025-S1", "Komunikasi", 80, 70, 75, 85, 90, 79.25]])


def merged():
    return sheet([["HASIL PENILAIAN 360 DERAJAT"], ["Dinas Kesehatan - Tahun 2025"], [],
                  ["No.", "NIP", "Nama", "Disiplin", None, None, "Komunikasi", None, None], [None, None, None, "Atasan", "Rekan", "Diri", "Atasan", "Rekan", "Diri"],
                  [1, A, NAMES[A], 4, 3, 5, 2, 4, 5]], merged=("A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:I4"))


def form():
    head = ["Timestamp", "NIP pegawai yang dinilai", "Nama pegawai yang dinilai", "Perangkat daerah", "Hubungan Anda dengan pegawai yang dinilai", "Komunikasi", "Disiplin", "Saran dan masukan"]
    return text([head, ["7/3/2025 9:14:22", A, NAMES[A], "Dinas Kesehatan", "Atasan langsung", 4, 5, "Pertahankan, \r\nsudah baik"],
                 ["7/3/2025 10:02:51", A, NAMES[A], "Dinas Kesehatan", "Rekan kerja", 3, 4, ""], ["7/4/2025 8:30:00", B, NAMES[B], "Dinas Kesehatan", "Bawahan", 5, 5, "-"]])


def values():
    head = ["NIP", "Nama", "SKPD", "Periode", "Penilai", "Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif"]
    return text([head, [A, NAMES[A], "Dinas Kesehatan", "Tahun 2025", "Atasan", *range(80, 87)]], ";")


def rater_nip():
    return text([["periode", "nip_dinilai", "nip_penilai", "jenis_penilai", "opd", "indikator", "skor"], ["2025-S1", A, B, "Rekan Sejawat", "Dinas Kesehatan", "Komunikasi", 8],
                 ["2025-S1", A, C, "Sejawat", "Dinas Kesehatan", "Komunikasi", 7]])
