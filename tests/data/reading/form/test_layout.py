import itertools

import pytest

from data.reading.form.table.table import SECTION_HEADING
from tests.data.reading.opened import FILES, codes, opened, refused, rows, written

HEADER = ["No.", "NIP", "Nama", "Perangkat Daerah", "Disiplin", "Kualitas Kerja"]
RECORDS = [
    [str(n), f"1985031720100110{n:02d}", name, agency, f"8{n},5", f"7{n},25"]
    for n, (name, agency) in enumerate(
        [
            ("Putri, S.H.", "Dinas Kesehatan"),
            ('Budi "Bud"', "Dinas; Sosial"),
            ("Ani\nSari", "Satpol|PP"),
            ("Édi", "BKD"),
        ],
        1,
    )
]
TITLES = ["REKAPITULASI PENILAIAN KINERJA", "Pemerintah Kabupaten, Tahun 2025", ""]


def dialect(delimiter, newline, quoting, titles, sep):
    def cell(text):
        needed = any(mark in text for mark in (delimiter, '"', "\n", "\r")) or quoting == "all"
        return '"' + text.replace('"', '""') + '"' if needed else text

    lines = [f"sep={delimiter}"] if sep else []
    for title in TITLES if titles else []:
        padding = delimiter * (len(HEADER) - 1) if titles == "padded" else ""
        lines.append(cell(title) + padding)
    lines += [delimiter.join(map(cell, row)) for row in [HEADER, *RECORDS]]
    return newline.join(lines) + newline


GRID = list(
    itertools.product(
        [",", ";", "\t", "|"],
        ["\n", "\r\n", "\r"],
        ["utf-8", "utf-8-sig", "utf-16", "cp1252"],
        ["needed", "all"],
        [None, "bare", "padded"],
        [False, True],
    )
)


@pytest.mark.parametrize(("delimiter", "newline", "encoding", "quoting", "titles", "sep"), GRID)
def test_every_dialect_opens_to_the_same_table(tmp_path, delimiter, newline, encoding, quoting, titles, sep):
    text = dialect(delimiter, newline, quoting, titles, sep)
    table = opened(written(tmp_path, text.encode(encoding)), encoding="cp1252" if encoding == "cp1252" else None)
    assert table.header == HEADER
    # A carriage return alone ends lines only where nothing else does; the cell with a line feed makes such a file LF.
    assert rows(table) == RECORDS
    assert table.detected["delimiter"] == delimiter
    assert table.detected["header_row"] == 1 + sep + (3 if titles else 0)
    assert [text for _, text in table.detected["title_rows"]] == ([t for t in TITLES if t] if titles else [])
    assert table.detected["sep_line"] is sep
    assert not table.whole().problems


@pytest.mark.parametrize("many", range(1, 9))
def test_up_to_eight_title_rows(tmp_path, many):
    titles = "".join(f"Baris judul ke-{n};;;\n" for n in range(many))
    table = opened(written(tmp_path, titles + "NIP;Nama;OPD;Nilai\n1;Ani;Dinas A;80\n2;Budi;Dinas B;70\n"))
    assert (table.header, table.detected["header_row"]) == (["NIP", "Nama", "OPD", "Nilai"], many + 1)


def test_bkn_export_with_title_block(tmp_path):
    text = (
        "LAPORAN PENILAIAN SKP TAHUN 2025;;;\nInstansi Pemerintah Kab. Gunungkidul;;;\n;;;\n;;;\n;;;\n"
        "Dicetak 2025-12-31 10:11;;;\n;;;\nid;nip;nama;hasil_akhir\n1;198503172010011001;Ani;Baik\n2;-;Budi;-\n"
    )
    table = opened(written(tmp_path, text))
    assert (table.header, table.detected["header_row"]) == (["id", "nip", "nama", "hasil_akhir"], 8)


def test_known_words_find_the_headings_among_text(tmp_path):
    text = (
        "Perihal;Rekap;Baru\nUntuk;Semua;Saja\nindikator;predikat;opd\nDisiplin;Baik;Dinas A\nDisiplin;Baik;Dinas B\n"
    )
    table = opened(written(tmp_path, text), header_words=frozenset({"Indikator", "OPD", "Predikat"}))
    assert table.detected["header_row"] == 3


def test_a_title_in_cells_of_its_own_is_no_heading(tmp_path):
    titles = "OPD;:;Dinas A\nPeriode;:;Semester I 2025\n"
    words = frozenset(("NIP", "Kelompok Jabatan", "OPD", "Periode", "#"))
    path = written(tmp_path, f"{titles}NIP;Kelompok Jabatan;Komunikasi\n1985;Pelaksana;80\n")
    assert opened(path, header_words=words).header == ["NIP", "Kelompok Jabatan", "Komunikasi"]


def test_two_heading_rows_with_groups(tmp_path):
    text = (
        "No;Nama;OPD;Penilaian;;;Ket\n;;;Disiplin;Kualitas;Adaptasi;\n"
        "1;Ani;Dinas A;80;81;82;baik\n2;Budi;Dinas B;70;71;72;cukup\n"
    )
    table = opened(written(tmp_path, text))
    assert table.header == [
        "No",
        "Nama",
        "OPD",
        "Penilaian / Disiplin",
        "Penilaian / Kualitas",
        "Penilaian / Adaptasi",
        "Ket",
    ]
    assert len(rows(table)) == 2


def test_two_heading_rows_for_two_sources(tmp_path):
    text = "Nama;Disiplin;;Kualitas;\n;Diri;Atasan;Diri;Atasan\nAni;80;81;82;83\nBudi;70;71;72;73\n"
    assert opened(written(tmp_path, text)).header == [
        "Nama",
        "Disiplin / Diri",
        "Disiplin / Atasan",
        "Kualitas / Diri",
        "Kualitas / Atasan",
    ]


WHO = "NIP;Nama;OPD"
PEOPLE = "1;Ani;Dinas A;80;81;82\n2;Budi;Dinas B;70;71;72\n"


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("Kompetensi;;Perilaku", "Komunikasi;Kerja sama;Disiplin",
         ["Kompetensi / Komunikasi", "Kompetensi / Kerja sama", "Perilaku / Disiplin"]),
        ("Perilaku;Kompetensi;", "Disiplin;Komunikasi;Kerja sama",
         ["Perilaku / Disiplin", "Kompetensi / Komunikasi", "Kompetensi / Kerja sama"]),
        ("Atasan;Rekan kerja;", "Disiplin;Disiplin;Komunikasi",
         ["Atasan / Disiplin", "Rekan kerja / Disiplin", "Rekan kerja / Komunikasi"]),
    ],
)  # fmt: skip
def test_a_group_of_one_column(tmp_path, upper, lower, expected):
    table = opened(written(tmp_path, f"{WHO};{upper}\n;;;{lower}\n{PEOPLE}"))
    assert table.header == [*WHO.split(";"), *expected]
    assert rows(table) == [line.split(";") for line in PEOPLE.splitlines()]


@pytest.mark.parametrize(
    "second", [";;;cuti;(1-5);(1-5)", "3;Cici;Dinas C;cuti;cuti;cuti", ";;;cuti;cuti;cuti", ";;;90;maks 100;100"]
)
def test_a_row_of_remarks_below_the_headings_is_no_heading(tmp_path, second):
    table = opened(written(tmp_path, f"{WHO};Disiplin;Komunikasi;Kualitas\n{second}\n{PEOPLE}"))
    assert table.header == [*WHO.split(";"), "Disiplin", "Komunikasi", "Kualitas"]
    assert rows(table)[-2:] == [line.split(";") for line in PEOPLE.splitlines()]


@pytest.mark.parametrize("row", ["(1);(2);(3);(4);(5)", "1;2;3;4;5=4+1", "a;b;c;d;e", "A;B;C;D;E = D"])
def test_a_row_that_numbers_the_columns_is_no_record(tmp_path, row):
    text = f"No;Nama;OPD;Disiplin;Kualitas\n{row}\n1;Ani;Dinas A;80;81\n"
    assert rows(opened(written(tmp_path, text))) == [["1", "Ani", "Dinas A", "80", "81"]]


def test_section_rows_become_a_leading_column(tmp_path):
    text = (
        "Nama;Jabatan;Disiplin;Kualitas\nDINAS KESEHATAN;;;\nAni;Perawat;80;81\nBudi;Bidan;70;71\n;;;\n"
        "DINAS SOSIAL;;;\nCici;Staf;60;61\nJUMLAH;;210;213\n"
    )
    table = opened(written(tmp_path, text))
    assert table.header[0] == SECTION_HEADING
    assert [row[:2] for row in rows(table)] == [
        ["DINAS KESEHATAN", "Ani"],
        ["DINAS KESEHATAN", "Budi"],
        ["DINAS SOSIAL", "Cici"],
        ["DINAS SOSIAL", "JUMLAH"],
    ]
    assert table.detected["section_rows"] == [[2, "DINAS KESEHATAN"], [6, "DINAS SOSIAL"]]
    assert table.detected["leave_out"] == [[8, "total", "JUMLAH"]]


def test_a_lone_name_among_records_is_a_record_with_nothing_in_it(tmp_path):
    text = "OPD;Disiplin;Kualitas;Adaptasi\nDinas A;80;81;82\nDinas B;;;\nDinas C;70;71;72\n"
    table = opened(written(tmp_path, text))
    assert rows(table)[1] == ["Dinas B", "", "", ""]


def test_footnotes_and_signatures_are_taken_out_and_listed(tmp_path):
    text = (
        "OPD;Disiplin;Kualitas;Adaptasi\nDinas A;80;81;82\nDinas C;70;71;72\nTOTAL;150;152;154\n;;;\n"
        "* nilai sementara;;;\n;;Wonosari, 31 Desember 2025;\n;;Kepala BKD;\n;;;\n;;NIP 197001011990031001;\n"
    )
    table = opened(written(tmp_path, text))
    assert [row[0] for row in rows(table)] == ["Dinas A", "Dinas C", "TOTAL"]
    assert [line for line, _ in table.detected["footnotes"]] == [6, 7, 8, 10]
    assert table.detected["leave_out"] == [[4, "total", "TOTAL"]]


def test_headings_a_printed_page_repeats_are_no_records(tmp_path):
    text = "OPD;Disiplin;Kualitas\nDinas A;80;81\nOPD;Disiplin;Kualitas\nDinas C;70;71\n"
    table = opened(written(tmp_path, text))
    assert [row[0] for row in rows(table)] == ["Dinas A", "Dinas C"]
    assert table.detected["repeated_headings"] == [3]


def test_columns_without_heading_and_without_content_go(tmp_path):
    table = opened(written(tmp_path, "OPD;;Nilai;;\nDinas A;;80;;\nDinas B;;70;;\n"))
    assert (table.header, rows(table)) == (["OPD", "Nilai"], [["Dinas A", "80"], ["Dinas B", "70"]])
    table = opened(written(tmp_path, "OPD;;Nilai\nDinas A;x;80\nDinas B;y;70\n"))
    assert table.header == ["OPD", "(kolom 2)", "Nilai"]
    assert [note.code for note in table.notes] == ["column_unnamed"]


@pytest.mark.parametrize("header", ["skor;skor;nama", "Skor;nama;SKOR "])
def test_headings_nobody_can_tell_apart_refuse_the_file(tmp_path, header):
    assert codes(refused(written(tmp_path, f"{header}\n1;2;x\n3;4;y\n"))) == ["header_duplicate"]


def test_numbered_columns_are_no_footnotes(tmp_path):
    table = opened(written(tmp_path, "OPD;nilai1;nilai2;Beban kerja1\nA;1;2;3\nB;3;4;5\n"))
    assert table.detected["footnote_digits"] == {"Beban kerja1": "Beban kerja"}


def test_a_decimal_comma_is_no_delimiter(tmp_path):
    table = opened(written(tmp_path, "periode;nilai\n2025-S1;80,5\n2025-S1;81,5\n"))
    assert (table.detected["delimiter"], rows(table)[0]) == (";", ["2025-S1", "80,5"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hanya satu kolom\nbaris\n", "no_delimiter"),
        ("NIP;Nama;Nilai\n", "no_records"),
        ("1;2;3\n4;5;6\n7;8;9\n", "header_not_found"),
        (";".join(f"k{n}" for n in range(201)) + "\n" + ";".join(["1"] * 201) + "\n", "too_many_columns"),
    ],
)
def test_files_without_a_table(tmp_path, text, code):
    assert codes(refused(written(tmp_path, text)))[0] == code


def test_the_planner_says_where_the_headings_are(tmp_path):
    path = written(tmp_path, "A;B;C\nD;E;F\nG;H;I\n")
    assert opened(path, header_row=2).header == ["D", "E", "F"]
    assert codes(refused(path, header_row=9)) == ["header_not_at_row"]


def test_a_cell_beyond_the_limit_refuses_its_row(tmp_path):
    whole = opened(written(tmp_path, f"OPD;Catatan\nA;x\nB;{'y' * 4001}\nC;{'z' * 4000}\n")).whole()
    assert [(p.code, p.row, p.column) for p in whole.problems] == [("cell_too_long", 3, "Catatan")]
    assert list(whole.columns[0]) == ["A", "C"]


REAL = [
    ("people_survey/2012.csv", 98, 83, 1),
    ("people_survey/2017.csv", 102, 87, 1),
    ("people_survey/2012.xlsx", 98, 12, 2),
    ("people_survey/2017.xlsx", 102, 13, 4),
    ("others/fevs.csv", 52, 94, 1),
    ("others/ofsted.csv", 497, 14, 1),
]


@pytest.mark.parametrize(("name", "records", "columns", "row"), REAL)
def test_real_files(name, records, columns, row):
    table = opened(FILES / name)
    whole = table.whole()
    assert (len(whole.lines), len(table.header), table.detected["header_row"]) == (records, columns, row)
    assert not whole.problems
    assert not whole.refused


@pytest.mark.parametrize(
    ("name", "records", "columns"),
    [("others/brussels_hotels.csv", 638, 8), ("people_survey/2013_benchmarks.csv", 108, 10)],
)
def test_real_files_in_windows_1252(name, records, columns):
    assert codes(refused(FILES / name)) == ["encoding_cp1252"]
    whole = opened(FILES / name, encoding="cp1252").whole()
    assert (len(whole.lines), len(whole.columns)) == (records, columns)


@pytest.mark.parametrize("year", ["2012", "2017"])
def test_the_sheet_says_what_the_csv_of_the_same_year_says(year):
    """Departments from section rows are the CSV's departments; scores agree to the CSV's whole percents."""
    sheet, text = opened(FILES / f"people_survey/{year}.xlsx"), opened(FILES / f"people_survey/{year}.csv")
    engagement = next(j for j, name in enumerate(sheet.header) if name.startswith("Employee engagement"))
    in_csv = next(j for j, name in enumerate(text.header) if name.startswith("Employee engagement"))
    by_name = {" ".join(row[1].split()): row for row in rows(text)}
    for section, name, *scores in rows(sheet):
        other = by_name[" ".join(name.split())]
        assert section in ("", other[0]) or section == "Teritorial Offices"
        assert f"{scores[engagement - 2]:.0f}%" == other[in_csv]
