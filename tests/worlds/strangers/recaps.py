# ruff: noqa: E501  one row of a file a line
# fmt: off
"""Score recaps as offices keep them: one row a person, one column an indicator, and everything around it."""

import datetime
from pathlib import Path

from tests.worlds.strangers.made import NAMES, A, B, C, Case, D, ods, sheet, text

HERE = Path(__file__).parent  # two workbooks that LibreOffice wrote in the format of Excel 97
KEY = ("period", "nip", "agency", "indicator", "source", "raw")
SUPERIOR = {"source": "superior", "position": "PEL_ADM"}
S100 = SUPERIOR | {"scale": [0, 100]}
GRID = {A: (85.5, 78, 90), B: (72.25, 80, 66.5), C: (91, 88, 79.75)}
THREE = ("DS", "KL", "KOM")


def grid(period, agency, source="superior", values=None, codes=THREE):
    """The expected rows of a wide sheet."""
    return frozenset(
        (period, nip, agency, code, source, float(value))
        for nip, row in (values or GRID).items() for code, value in zip(codes, row, strict=True) if value is not None
    )


def comma(value):
    return str(value).replace(".", ",")


SIGNED = [[], [None, None, None, None, "Wonosari, 4 Juli 2025"], [None, None, None, None, "Mengetahui,"],
          [None, None, None, None, "Kepala Dinas Kesehatan"], [], [], [None, None, None, None, "dr. Dewi Irawaty, M.Kes."],
          [None, None, None, None, "NIP. 196702271996032001"]]


def titled():
    """A1-style recap: everything that is the same for all rows stands in the title block."""
    head = ["No", "Nama", "NIP", "Gol/Ruang", "Nama Jabatan", "Disiplin", "Kerja Sama", "Komunikasi"]
    rows = [["REKAPITULASI NILAI PERILAKU KERJA PEGAWAI"], ["DINAS KESEHATAN KABUPATEN GUNUNGKIDUL"],
            ["Periode Penilaian: Januari s.d. Juni 2025"], [], head, [f"({n})" for n in range(1, 9)]]
    rows += [[n, NAMES[nip], nip, "III/d", "Perawat Ahli Muda", *values] for n, (nip, values) in enumerate(GRID.items(), 1)]
    rows += [[None, "RATA-RATA", None, None, None, 82.9, 82, 78.75]]
    return rows + SIGNED


def cases():
    yield Case("judul memuat OPD dan periode", "evaluation", sheet(titled()), "rekap perilaku.xlsx", KEY, grid("2025-S1", "DINKES"),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("judul memuat OPD dan periode (ODS)", "evaluation", ods(titled()), "rekap perilaku.ods", KEY, grid("2025-S1", "DINKES"),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("kepala dua baris bergabung (XLS lama)", "evaluation", (HERE / "rekap.xls").read_bytes(), "Penilaian TW I.xls", KEY, grid("2025-Q1", "DISDIK"),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("tanggal Excel 1904 (XLS lama)", "evaluation", (HERE / "tanggal1904.xls").read_bytes(), "nilai.xls", ("period", "nip"), frozenset({("2025-01", A), ("2025-02", A)}),
               asked=("set:source", "set:position", "set:scale", "set:cadence"), answers=S100 | {"cadence": "month"})
    yield Case("kepala dua baris bergabung", "evaluation", two_rows(), "Penilaian TW I.xlsx", KEY, grid("2025-Q1", "DISDIK"),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("baris bagian per bidang", "evaluation", sections(), "nilai per bidang.xlsx", ("nip", "unit", "indicator", "raw"),
               frozenset({(A, "SEKRETARIAT", "DS", 80.0), (B, "SEKRETARIAT", "DS", 81.0), (C, "BIDANG KESEHATAN MASYARAKAT", "DS", 82.0)}),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("satu lembar per OPD", "evaluation", sheet_per_agency(), "rekap semua OPD.xlsx", KEY,
               grid("2025-S2", "DINKES", values={A: (80,)}, codes=("DS",)),
               asked=("set:source", "set:position", "set:scale", "sheet"), answers=S100 | {"sheet": "Dinkes"})
    yield Case("koma desimal dikutip", "evaluation", decimals(), "nilai.csv", KEY, grid("2025-S1", "DINKES"), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("sep= dan BOM", "evaluation", b"\xef\xbb\xbfsep=;\r\n" + decimals(), "nilai.csv", KEY, grid("2025-S1", "DINKES"),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("Unicode Text dari Excel", "evaluation", b"\xff\xfe" + plain("\t").decode().encode("utf-16-le"), "Book1.txt", KEY,
               grid("2025-S1", "DINKES"), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("tab", "evaluation", plain("\t"), "nilai.tsv", KEY, grid("2025-S1", "DINKES"), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("garis tegak", "evaluation", plain("|"), "nilai.txt", KEY, grid("2025-S1", "DINKES"), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("pemisah di ujung baris", "evaluation", plain(";").replace(b"\r\n", b";;;\r\n"), "nilai.csv", KEY, grid("2025-S1", "DINKES"),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("baris kosong di antara", "evaluation", plain(";").replace(b"\r\n", b"\r\n;;;;;;\r\n"), "nilai.csv", KEY, grid("2025-S1", "DINKES"),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("kepala berulang tiap halaman", "evaluation", repeated_head(), "cetak.csv", KEY, grid("2025-S1", "DINKES"),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("ganti baris di dalam kepala", "evaluation", sheet([["No.", "N I P", "Nama\nPegawai", "Perangkat\nDaerah", "Periode", "Nilai\nDisiplin", "Nilai\nKerja Sama", "Nilai\nKomunikasi"], *long_rows()]),
               "nilai.xlsx", KEY, grid("2025-S1", "DINKES"), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("kolom tersembunyi", "evaluation", hidden(), "nilai.xlsx", KEY, grid("2025-S1", "DINKES"), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("kepala Inggris", "evaluation", english(), "ratings.csv", KEY,
               frozenset({("2025-S1", A, "DINKES", "KOM", "superior", 4.0), ("2025-S1", A, "DINKES", "DS", "peer", 3.0), ("2025-S1", B, "DINKES", "KOM", "self", 5.0)}),
               asked=("set:scale", "set:position"), answers={"scale": [1, 5], "position": "PEL_ADM"})
    yield Case("NIP berspasi, bertitik, berapostrof", "evaluation", nip_forms(), "nilai.csv", KEY, grid("2025-S1", "DINKES"),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("NIP angka", "evaluation", nip_numbers(), "nilai.xlsx", KEY, grid("2025-S1", "DINKES", values={C: GRID[C]}), asked=("set:source", "set:position", "set:scale"), answers=S100,
               places=((2, "NIP"), (3, "NIP")))
    yield Case("kata nilai", "evaluation", words(), "penilaian.csv", KEY, frozenset({("2025-S1", A, "DINKES", "DS", "superior", 4.0), ("2025-S1", A, "DINKES", "KL", "superior", 3.0), ("2025-S1", B, "DINKES", "DS", "superior", 2.0), ("2025-S1", B, "DINKES", "KL", "superior", 1.0)}),
               asked=("set:source", "set:position", "set:scale", "values.score"), must_ask=("values.score",),
               answers={"source": "superior", "position": "PEL_ADM", "scale": [1, 4], "values": {"score": {"sangat baik": 4, "baik": 3, "cukup": 2, "kurang": 1}}})
    yield Case("persen", "evaluation", percent(), "capaian.csv", ("nip", "indicator", "raw", "scale_max"),
               frozenset({(A, "TG", 95.5, 100.0), (B, "TG", 88.0, 100.0)}), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("skala di kepala kolom", "evaluation", scale_in_head(), "nilai.csv", ("nip", "indicator", "raw", "scale_min", "scale_max"),
               frozenset({(A, "DS", 3.0, 1.0, 4.0), (A, "KL", 4.0, 1.0, 4.0), (B, "DS", 2.0, 1.0, 4.0), (B, "KL", 3.0, 1.0, 4.0)}), asked=("set:source", "set:position"), answers=SUPERIOR)
    yield Case("kosong, strip, dan nol", "evaluation", missing(), "nilai.csv", KEY, grid("2025-S1", "DINKES", values={A: (80, None, 0), B: (None, 75, None)}),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("dua kolom bernama sama", "evaluation", text([["NIP", "Perangkat Daerah", "Periode", "Nilai", "Nilai"], [A, "Dinas Kesehatan", "2025-S1", 80, 70]]), "nilai.csv",
               rows=None)
    yield Case("semester sebagai kata", "evaluation", period_words(), "nilai.csv", ("period", "nip"),
               frozenset({("2025-S1", A), ("2025-S2", B), ("2024-S1", C), ("2024-S2", D)}), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("triwulan sebagai kata", "evaluation", quarters(), "nilai.csv", ("period", "nip", "raw"),
               frozenset((p, A, float(n)) for n, p in enumerate(("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2024-Q1", "2024-Q2"), 70)), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("bulan dan tahun dua kolom", "evaluation", month_year(), "nilai bulanan.csv", ("period", "nip", "raw"),
               frozenset({("2025-01", A, 80.0), ("2025-05", A, 81.0), ("2025-08", A, 82.0), ("2025-12", A, 83.0)}), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("periode hanya di nama berkas", "evaluation", text([["NIP", "Perangkat Daerah", "Disiplin"], [A, "Dinas Kesehatan", 80]]), "Rekap Nilai Disiplin TW II 2025.csv", ("period", "nip", "raw"),
               frozenset({("2025-Q2", A, 80.0)}), asked=("set:source", "set:position", "set:scale", "set:period"), answers=S100)
    yield Case("periode hanya di nama lembar", "evaluation", sheet([["NIP", "Perangkat Daerah", "Disiplin"], [A, "Dinas Kesehatan", 80]], name="Semester II 2024"), "nilai.xlsx", ("period", "nip", "raw"),
               frozenset({("2024-S2", A, 80.0)}), asked=("set:source", "set:position", "set:scale", "set:period"), answers=S100)
    yield Case("rentang bulan di sel", "evaluation", ranges(), "nilai.csv", ("period", "nip"), frozenset({("2025-S1", A), ("2025-S2", B), ("2024-S1", C)}),
               asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("tanggal Excel sebagai periode", "evaluation", date_cells(False), "nilai.xlsx", ("period", "nip"), frozenset({("2025-01", A), ("2025-02", A)}),
               asked=("set:source", "set:position", "set:scale", "set:cadence"), answers=S100 | {"cadence": "month"})
    yield Case("tanggal Excel 1904", "evaluation", date_cells(True), "nilai.xlsx", ("period", "nip"), frozenset({("2025-01", A), ("2025-02", A)}),
               asked=("set:source", "set:position", "set:scale", "set:cadence"), answers=S100 | {"cadence": "month"})
    yield Case("cp1252", "evaluation", cp1252(), "nilai.csv", ("nip", "name", "raw"), frozenset({(A, "José Müller, S.Pd.", 80.0)}),
               asked=("set:source", "set:position", "set:scale", "encoding_cp1252", "encoding"), answers=S100 | {"encoding": "cp1252"})
    yield Case("setiap baris satu sel", "evaluation", b'"NIP,Perangkat Daerah,Periode,Disiplin"\r\n"198503152010011001,Dinas Kesehatan,2025-S1,80"\r\n', "nilai.csv")
    yield Case("nilai dengan skala di sel", "evaluation", text([["NIP", "Perangkat Daerah", "Periode", "Disiplin"], [A, "Dinas Kesehatan", "2025-S1", "4,2 (skala 5)"], [B, "Dinas Kesehatan", "2025-S1", "3,5 (skala 5)"]], ";"), "nilai.csv",
               rows=None, asked=("set:source", "set:position", "values.score"), must_ask=("values.score",))
    yield Case("kolom jumlah dan rata-rata di kanan", "evaluation", totals_right(), "rekap.csv", KEY, grid("2025-S1", "DINKES"), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("kepala singkat: NIP, OPD, TG KW BP", "evaluation", text([["nip", "opd", "tahun", "smt", "TG", "KW", "BP"], [A, "DINKES", 2025, 1, 90, 80, 70], [B, "Dinkes", 2025, 1, 91, 81, 71]]), "i.csv",
               KEY, grid("2025-S1", "DINKES", values={A: (90, 80, 70), B: (91, 81, 71)}, codes=("TG", "KW", "BP")), asked=("set:source", "set:position", "set:scale"), answers=S100)
    yield Case("Nilai SKP dan Capaian Kinerja (%)", "evaluation", text([["No", "NIP", "Nama", "Unor", "Periode", "Capaian Kinerja (%)"], [1, A, NAMES[A], "Dinas Kesehatan", "Semester 1 2025", "98,4"], [2, B, NAMES[B], "Dinas Kesehatan", "Semester 1 2025", "101,2"]], ";"), "capaian.csv",
               ("period", "nip", "indicator", "raw"), frozenset({("2025-S1", A, "TG", 98.4)}), asked=("set:source", "set:position", "set:scale"), answers=S100, places=((3, "Capaian Kinerja (%)"),))


def two_rows():
    rows = [["PENILAIAN KINERJA DINAS PENDIDIKAN"], ["TRIWULAN I TAHUN 2025"], [],
            ["No", "NIP", "Nama", "Perilaku Kerja", None, None, "Keterangan"], [None, None, None, "Disiplin", "Kerja Sama", "Komunikasi", None]]
    rows += [[n, nip, NAMES[nip], *values, None] for n, (nip, values) in enumerate(GRID.items(), 1)]
    rows += [["JUMLAH", None, None, 248.75, 246, 236.25, None]]
    return sheet(rows, merged=("A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:G5", "A1:G1", "A2:G2"))


def sections():
    return sheet([["NILAI DISIPLIN PEGAWAI DINAS KESEHATAN"], ["SEMESTER I TAHUN 2025"], [], ["NO", "NIP", "NAMA", "DISIPLIN"],
                  ["I.", "SEKRETARIAT"], [1, A, NAMES[A], 80], [2, B, NAMES[B], 81], ["II.", "BIDANG KESEHATAN MASYARAKAT"], [1, C, NAMES[C], 82],
                  ["Catatan: pegawai cuti tidak dinilai."]])


def sheet_per_agency():
    def page(nip, value):
        return [["REKAP DISIPLIN SEMESTER II TAHUN 2025"], [], ["No", "NIP", "Nama", "Disiplin"], [1, nip, NAMES[nip], value]]

    return sheet(page(A, 80), "Dinkes", more=(("Disdik", page(B, 70)), ("Setda", page(C, 60))))


def long_rows():
    return [[n, nip, NAMES[nip], "Dinas Kesehatan", "Semester I 2025", *values] for n, (nip, values) in enumerate(GRID.items(), 1)]


def decimals():
    head = ["No", "NIP", "Nama", "Perangkat Daerah", "Periode", "Disiplin", "Kerja Sama", "Komunikasi"]
    return text([head, *([*row[:5], *map(comma, row[5:])] for row in long_rows())], ";", quoting=1)


def plain(delimiter):
    head = ["NIP", "Nama Pegawai", "OPD", "Periode", "Disiplin", "Kerjasama", "Komunikasi"]
    return text([head, *(row[1:] for row in long_rows())], delimiter)


def repeated_head():
    head = ["No", "NIP", "Nama", "Perangkat Daerah", "Periode", "Disiplin", "Kerja Sama", "Komunikasi"]
    rows = long_rows()
    return text([head, rows[0], head, rows[1], head, rows[2], ["Halaman 3 dari 3", *[""] * 7]], ";")


def hidden():
    head = ["No", "NIP", "Nama", "Perangkat Daerah", "Periode", "Disiplin", "Kerja Sama", "Komunikasi", "No HP", "Gaji Pokok"]
    return sheet([head, *([*row, "0812345", 4500000] for row in long_rows())], hidden=("C", "I", "J"))


def english():
    return text([["Employee ID", "Full Name", "Department", "Period", "Competency", "Rating", "Rater Type"],
                 [A, NAMES[A], "Dinas Kesehatan", "2025-S1", "Communication", 4, "Manager"], [A, NAMES[A], "Dinas Kesehatan", "2025-S1", "Discipline", 3, "Peer"],
                 [B, NAMES[B], "Dinas Kesehatan", "2025-S1", "Communication", 5, "Self"]])


def nip_forms():
    forms = {A: "19850315 201001 1 001", B: "'199001012012022002", C: "19791231.200501.1.999"}
    head = ["NIP", "Perangkat Daerah", "Periode", "Disiplin", "Kerja Sama", "Komunikasi"]
    return text([head, *([forms[nip], "Dinas Kesehatan", "Semester I 2025", *values] for nip, values in GRID.items())])


def nip_numbers():
    head = ["NIP", "Perangkat Daerah", "Periode", "Disiplin", "Kerja Sama", "Komunikasi"]
    kept = {A: float(A), B: "1,99001E+17", C: C}
    return sheet([head, *([kept[nip], "Dinas Kesehatan", "Semester I 2025", *values] for nip, values in GRID.items())])


def words():
    return text([["NIP", "Perangkat Daerah", "Periode", "Disiplin", "Kerja Sama"], [A, "Dinas Kesehatan", "2025-S1", "Sangat Baik", "Baik"], [B, "Dinas Kesehatan", "2025-S1", "Cukup", "Kurang"]])


def percent():
    return text([["NIP", "Nama", "Perangkat Daerah", "Periode", "Capaian Rencana Kerja"], [A, NAMES[A], "Dinas Kesehatan", "Semester I 2025", "95,5%"], [B, NAMES[B], "Dinas Kesehatan", "Semester I 2025", "88 %"]], ";")


def scale_in_head():
    return text([["NIP", "Perangkat Daerah", "Periode", "Disiplin (1-4)", "Kerja Sama (skala 1-4)"], [A, "Dinas Kesehatan", "2025-S1", 3, 4], [B, "Dinas Kesehatan", "2025-S1", 2, 3]])


def missing():
    return text([["NIP", "Perangkat Daerah", "Periode", "Disiplin", "Kerja Sama", "Komunikasi"], [A, "Dinas Kesehatan", "2025-S1", 80, "-", 0],
                 [B, "Dinas Kesehatan", "2025-S1", "", 75, "belum dinilai"], [C, "Dinas Kesehatan", "2025-S1", "n/a", "", "-"]])


def period_words():
    said = {A: "Semester I Tahun 2025", B: "Smt 2 2025", C: "Sem. I/2024", D: "SEMESTER GENAP 2024"}
    said[D] = "Semester II/2024"
    return text([["NIP", "OPD", "Periode Penilaian", "Disiplin"], *([nip, "Dinas Kesehatan", period, 80] for nip, period in said.items())])


def quarters():
    said = ("Triwulan I Tahun 2025", "TW-II 2025", "Tw. 3 2025", "Triwulan Ke-4 Tahun 2025", "Q1 2024", "Kuartal 2 2024")
    return text([["NIP", "OPD", "Periode", "Disiplin"], *([A, "Dinas Kesehatan", period, n] for n, period in enumerate(said, 70))])


def month_year():
    said = ("Januari", "Mei", "Agt", "Des")
    return text([["NIP", "OPD", "Bulan", "Tahun", "Disiplin"], *([A, "Dinas Kesehatan", month, 2025, n] for n, month in enumerate(said, 80))])


def ranges():
    said = {A: "Januari - Juni 2025", B: "01/07/2025 s.d. 31/12/2025", C: "1 Januari 2024 s/d 30 Juni 2024"}
    return text([["NIP", "OPD", "Periode Penilaian", "Disiplin"], *([nip, "Dinas Kesehatan", period, 80] for nip, period in said.items())])


def date_cells(epoch_1904):
    rows = [["NIP", "OPD", "Bulan", "Disiplin"], [A, "Dinas Kesehatan", datetime.date(2025, 1, 31), 80], [A, "Dinas Kesehatan", datetime.date(2025, 2, 28), 81]]
    return sheet(rows, epoch_1904=epoch_1904)


def cp1252():
    return text([["NIP", "Nama", "OPD", "Periode", "Disiplin"], [A, "José Müller, S.Pd.", "Dinas Kesehatan", "2025-S1", 80]], ";", encoding="cp1252")


def totals_right():
    head = ["No", "NIP", "Nama", "OPD", "Periode", "Disiplin", "Kerja Sama", "Komunikasi", "Jumlah", "Rata-rata", "Peringkat", "Keterangan"]
    return text([head, *([*row, sum(row[5:]), round(sum(row[5:]) / 3, 2), row[0], "-"] for row in long_rows())])
