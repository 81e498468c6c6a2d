# ruff: noqa: E501  one case a line reads better than a wrapped one
"""Files as offices make them, good and bad, each with an outcome written by hand for its dialect or fault.

A case is bytes, a mapping (what the planner chose at upload) and what must come of it. Good dialects all hold the same
twelve ratings and must give exactly those, with at most one question; a fault must be refused at its place, or mended
and said so. Nothing here asks the reader what it would do.
"""

import csv
import datetime
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import openpyxl

HEADINGS = ("periode", "nip", "nama", "perangkat_daerah", "kelompok_jabatan", "indikator", "nilai", "skala_min", "skala_maks",
            "sumber_penilai")  # fmt: skip
NIPS = ("198503152010011001", "199001012012022002", "197912312005011999", "199001012025242003")
INDICATORS = ("KOM", "DS", "KW")
SCORES = (80.5, 79.0, 66.25, 91.75, 100.0, 0.0, 55.5, 72.0, 88.25, 61.0, 70.5, 99.75)
AGENCY = {"Dinas Kesehatan": {"add": {"code": "DINKES", "name": "Dinas Kesehatan", "sector": "KES"}}}
MAPPING = {"region": "3403", "values": {"agency": AGENCY}}


@dataclass(frozen=True)
class Case:
    """One file. `scores`: what each (nip, indicator) must have, None where no row may come of the file at all.

    `problems`: (code, line, heading) that must be among the problems, all blocking ones included when `exact`.
    `questions`: codes that may be asked before `answers` are given; `warns`: codes of what was mended and said.
    """

    name: str
    content: bytes
    file_name: str = "berkas.csv"
    mapping: dict = field(default_factory=lambda: MAPPING)
    scores: dict | None = None
    problems: tuple = ()
    warns: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    answers: dict | None = None
    rows_refused: int = 0


def ratings() -> list[list[str]]:
    """The twelve ratings as long rows of text, decimal point."""
    keys = list(itertools.product(NIPS, INDICATORS))
    return [
        [
            "2025-S1",
            nip,
            f"Pegawai {nip[-3:]}, S.E.",
            "Dinas Kesehatan",
            "PENGAWAS",
            indicator,
            f"{score:g}",
            "0",
            "100",
            "atasan",
        ]
        for (nip, indicator), score in zip(keys, SCORES, strict=True)
    ]


EXPECTED = dict(zip(itertools.product(NIPS, INDICATORS), SCORES, strict=True))


def text(rows: list[list[str]], delimiter=";", newline="\n", quoting=csv.QUOTE_MINIMAL, headings=HEADINGS) -> str:
    """Rows as delimited text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    writer.writerows([list(headings), *rows])
    return out.getvalue()


def with_comma(rows: list[list[str]]) -> list[list[str]]:
    """The same rows with a decimal comma in the value."""
    return [[*row[:6], row[6].replace(".", ","), *row[7:]] for row in rows]


def wide(rows=None) -> list[list[str]]:
    """The ratings with one column per indicator: nip, name, agency, position, KOM, DS, KW."""
    return [
        [
            nip,
            f"Pegawai {nip[-3:]}",
            "Dinas Kesehatan",
            "PENGAWAS",
            *(f"{EXPECTED[nip, each]:g}" for each in INDICATORS),
        ]
        for nip in NIPS
    ]


WIDE = ("NIP", "Nama", "OPD", "Jenis Jabatan", "Komunikasi", "Disiplin", "Kualitas Kerja")
CHOSEN = MAPPING | {"period": "2025-S1", "source": "superior"}


def good() -> Iterator[Case]:
    """Everything that must load right."""
    yield from _dialects()
    yield from _spellings()
    yield from _wide_cases()
    yield from _workbooks()


def _dialects() -> Iterator[Case]:
    """Delimiters, line ends, encodings, decimal signs, quoting, and what stands above a table."""
    encodings = {"utf8": "utf-8", "bom": "utf-8-sig", "utf16": "utf-16"}
    for delimiter, newline, (label, encoding), comma in itertools.product(
        ";,\t|", ("\n", "\r\n", "\r"), encodings.items(), (False, True)
    ):
        rows = with_comma(ratings()) if comma else ratings()
        content = text(rows, delimiter, newline).encode(encoding)
        sign = {"\n": "lf", "\r\n": "crlf", "\r": "cr"}[newline]
        yield Case(f"dialect {delimiter!r} {sign} {label} {'comma' if comma else 'point'}", content, scores=EXPECTED)
    for delimiter, quoting, comma in itertools.product(";,\t|", (csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC), (False, True)):
        rows = with_comma(ratings()) if comma else ratings()
        yield Case(
            f"quoted {quoting} {delimiter!r} {comma}", text(rows, delimiter, quoting=quoting).encode(), scores=EXPECTED
        )
    for titles, delimiter, padded in itertools.product((1, 2, 3, 5), ";,\t", (False, True)):
        pad = delimiter * (len(HEADINGS) - 1) if padded else ""
        block = "".join(f"{line}{pad}\n" for line in TITLES[:titles])
        yield Case(
            f"titles {titles} {delimiter!r} {padded}", (block + text(ratings(), delimiter)).encode(), scores=EXPECTED
        )
    for delimiter in ";,\t|":
        yield Case(
            f"sep line {delimiter!r}", f"sep={delimiter}\n{text(ratings(), delimiter)}".encode(), scores=EXPECTED
        )
        yield Case(f"sep line bom {delimiter!r}", f"\ufeffsep={delimiter}\r\n{text(ratings(), delimiter, chr(13) + chr(10))}".encode(),
                   scores=EXPECTED)  # fmt: skip


def _spellings() -> Iterator[Case]:
    """One heading or one cell written as offices write it."""
    for said, code in PERIODS.items():
        rows = [[said, *row[1:]] for row in ratings()]
        yield Case(
            f"period {said}",
            text(rows).encode(),
            scores=EXPECTED,
            warns=("period_fiscal",) if "/" in said and code == "2024" else (),
        )
    for at, others in ALIASES.items():
        for other in others:
            headings = [other if place == at else heading for place, heading in enumerate(HEADINGS)]
            yield Case(
                f"heading {HEADINGS[at]} as {other}", text(ratings(), headings=headings).encode(), scores=EXPECTED
            )
    for at, (label, dress) in itertools.product((1,), NIP_DRESS.items()):
        rows = [[*row[:at], dress(row[at]), *row[at + 1 :]] for row in ratings()]
        yield Case(f"nip {label}", text(rows).encode(), scores=EXPECTED)
    for source in SUPERIORS:
        yield Case(f"source {source}", text([[*row[:-1], source] for row in ratings()]).encode(), scores=EXPECTED)
    for position in POSITIONS:
        rows = [[*row[:4], position, *row[5:]] for row in ratings()]
        yield Case(f"position {position}", text(rows).encode(), scores=EXPECTED)
    for missing in MISSING:
        rows = [*ratings(), [*ratings()[0][:5], "BP", missing, "0", "100", "atasan"]]
        yield Case(f"missing {missing!r}", text(rows).encode(), scores=EXPECTED)


TITLES = (
    "REKAP PENILAIAN KINERJA PEGAWAI",
    "KABUPATEN GUNUNGKIDUL",
    "Tahun 2025",
    "Dicetak 31 Desember 2025",
    "Rahasia",
)
PERIODS = dict.fromkeys(("2025-S1", "Semester 1 2025", "Semester I 2025", "SEMESTER I TAHUN 2025", "Smt 1/2025", "2025/S1", "S1 2025", "sem 1 2025", "Januari - Juni 2025", "Jan-Jun 2025", "Januari s.d. Juni 2025", "Semester Ganjil 2025", "Semester 1 Tahun 2025"), "2025-S1") | dict.fromkeys(("TW I 2025", "TW 1 2025", "Triwulan 1 2025", "Triwulan I Tahun 2025", "2025-Q1", "Q1 2025", "T1 2025", "2025 TW I", "Januari - Maret 2025", "Kuartal 1 2025"), "2025-Q1") | dict.fromkeys(("Agt 2025", "Agu 2025", "Ags 2025", "Agustus 2025", "AGUSTUS 2025", "2025-08", "08/2025", "2025/08", "202508", "Bulan Agustus 2025"), "2025-08") | dict.fromkeys(("2025", "Tahun 2025", "TA 2025", "Januari - Desember 2025"), "2025")  # fmt: skip
ALIASES = {
    0: ("Periode", "PERIODE", "Periode Penilaian", "Tahun", "Periode Evaluasi"),
    1: ("NIP", "Nip", "NIP Baru", "nipBaru", "No. NIP", "Nomor Induk Pegawai", "NIP/NI PPPK"),
    2: ("Nama", "NAMA", "Nama Pegawai", "Nama Lengkap", "Nama ASN"),
    3: (
        "OPD",
        "Nama OPD",
        "SKPD",
        "Perangkat Daerah",
        "PERANGKAT DAERAH",
        "Satuan Kerja",
        "Satker",
        "Unor Induk",
        "skp_unor_induk",
    ),
    4: ("Kelompok Jabatan", "Jenis Jabatan", "Rumpun Jabatan", "Jabatan", "Nama Jabatan"),
    5: ("Indikator", "INDIKATOR", "Aspek Penilaian", "Kompetensi", "Nama Indikator", "Unsur"),
    6: ("Nilai", "NILAI", "Skor", "Nilai Akhir", "Score", "Nilai Indikator"),
    9: ("Sumber Penilai", "Sumber", "Jenis Penilai", "Penilai Sebagai", "Hubungan"),
}
NIP_DRESS = {
    "apostrophe": lambda nip: "'" + nip,
    "curly": lambda nip: "’" + nip,
    "spaces": lambda nip: f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}",
    "dots": lambda nip: f"{nip[:8]}.{nip[8:14]}.{nip[14]}.{nip[15:]}",
    "dashes": lambda nip: f"{nip[:8]}-{nip[8:14]}-{nip[14]}-{nip[15:]}",
    "nbsp": lambda nip: f"{nip[:8]}\u00a0{nip[8:]}",
    "padded": lambda nip: f"  {nip} ",
}
SUPERIORS = (
    "superior",
    "atasan",
    "ATASAN",
    "Atasan Langsung",
    "Pejabat Penilai",
    "Pejabat Penilai Kinerja",
    "Pimpinan",
    "Superiors",
)
POSITIONS = ("PENGAWAS", "Pengawas", "Jabatan Pengawas", "Eselon IV.a", "Kepala Seksi", "Kasubag", "Kasi", "Lurah", "guru", "Perawat",
             "JPT", "Administrator", "pelaksana", "Staf", "Analis Kebijakan", "JF_TEKNIS")  # fmt: skip
MISSING = (
    "",
    "-",
    ".",
    "--",
    "–",
    "n/a",
    "N/A",
    "belum dinilai",
    "Belum Dinilai",
    "null",
    "*",
    "kosong",
    "tidak ada",
    "belum diisi",
)


def _wide_cases() -> Iterator[Case]:
    for delimiter, comma in itertools.product(";,\t|", (False, True)):
        rows = [[cell.replace(".", ",") if comma and at > 3 else cell for at, cell in enumerate(row)] for row in wide()]
        base = text(rows, delimiter, headings=WIDE)
        d = delimiter
        tag = f"{delimiter!r} {'comma' if comma else 'point'}"
        yield Case(f"wide {tag}", base.encode(), mapping=CHOSEN, scores=EXPECTED)
        lines = base.splitlines()
        numbered = "\n".join([f"No{d}{lines[0]}", *(f"{at}{d}{line}" for at, line in enumerate(lines[1:], 1))])
        yield Case(f"wide numbered {tag}", numbered.encode(), mapping=CHOSEN, scores=EXPECTED)
        total = f"JUMLAH{d * 4}1{d}2{d}3\n"
        yield Case(f"wide total {tag}", (base + total).encode(), mapping=CHOSEN, scores=EXPECTED)
        mean = f"Rata-rata{d * 4}70{d}71{d}72\n"
        yield Case(f"wide mean {tag}", (base + mean).encode(), mapping=CHOSEN, scores=EXPECTED)
        signed = f"\nKeterangan: nilai sementara{d * 6}\n"
        yield Case(f"wide footnote {tag}", (base + signed).encode(), mapping=CHOSEN, scores=EXPECTED)
        percent = text([[*row[:4], *(cell + "%" for cell in row[4:])] for row in rows], delimiter, headings=WIDE)
        yield Case(f"wide percent {tag}", percent.encode(), mapping=CHOSEN, scores=EXPECTED)
        blanks = base.replace("\n", "\n\n")
        yield Case(f"wide blank lines {tag}", blanks.encode(), mapping=CHOSEN, scores=EXPECTED)
        private = "\n".join([f"{lines[0]}{d}NIK{d}Agama", *(f"{line}{d}3403011503850001{d}x" for line in lines[1:])])
        yield Case(
            f"wide private {tag}", private.encode(), mapping=CHOSEN, scores=EXPECTED, warns=("column_forbidden",)
        )


def book(rows: list[list], headings=HEADINGS, titles=0, sheets=("Data",)) -> bytes:
    """A workbook of the rows; cells keep their Python type."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in sheets:
        sheet = made.create_sheet(name)
        if name == sheets[-1]:
            for line in TITLES[:titles]:
                sheet.append([line])
            sheet.append(list(headings))
            for row in rows:
                sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _workbooks() -> Iterator[Case]:
    def typed(row):
        return [*row[:6], float(row[6]), 0, 100, row[9]]

    long, grid = [typed(row) for row in ratings()], [[*row[:4], *map(float, row[4:])] for row in wide()]
    for titles in range(4):
        yield Case(f"xlsx numbers titles {titles}", book(long, titles=titles), "b.xlsx", scores=EXPECTED)
        yield Case(f"xlsx text titles {titles}", book(ratings(), titles=titles), "b.xlsx", scores=EXPECTED)
        yield Case(f"xlsx comma text {titles}", book(with_comma(ratings()), titles=titles), "b.xlsx", scores=EXPECTED)
        yield Case(f"xlsx wide titles {titles}", book(grid, WIDE, titles), "b.xlsx", CHOSEN, EXPECTED)
    yield Case("xlsx named csv", book(long), "b.csv", scores=EXPECTED, warns=("file_name_differs",))
    yield Case("xlsx first sheet empty", book(long, sheets=("Sampul", "Data")), "b.xlsx", scores=EXPECTED)
    yield Case("csv named xlsx", text(ratings()).encode(), "b.xlsx", scores=EXPECTED, warns=("file_name_differs",))
    yield Case("xlsx year as number", book([[2025, *row[1:]] for row in long]), "b.xlsx", scores=EXPECTED)


def faults() -> Iterator[Case]:
    """Faults in one row of an otherwise good file, at three places and in two dialects; and faults of whole files."""
    for (label, (at, cell, code)), place, comma in itertools.product(CELL_FAULTS.items(), (0, 5, 11), (False, True)):
        rows = [list(row) for row in ratings()]
        key = (rows[place][1], rows[place][5])
        rows[place][at] = cell
        if comma:
            rows = [row if row[6] == cell else with_comma([row])[0] for row in rows]
        left = {each: score for each, score in EXPECTED.items() if each != key}
        heading = HEADINGS[at]
        yield Case(f"{label} in row {place} {'comma' if comma else 'point'}", text(rows, ";" if comma else ",").encode(),
                   scores=left, problems=((code, place + 2, heading),), rows_refused=1)  # fmt: skip
    for label, (change, code, line) in LINE_FAULTS.items():
        for delimiter in ";,\t|":
            lines = change(text(ratings(), delimiter).splitlines(), delimiter)
            yield Case(
                f"{label} {delimiter!r}",
                ("\n".join(lines) + "\n").encode(),
                scores="any",
                problems=((code, line, None),),
            )
    for label, (content, code, *line) in FILE_FAULTS.items():
        yield Case(label, content, scores=None, problems=((code, line[0] if line else None, None),))
    yield from _workbook_faults()
    for label, (rows, headings, asked) in _asked().items():
        yield Case(f"asked {label}", text(rows, headings=headings).encode(), scores=None, questions=(asked,))


def _asked() -> dict[str, tuple[list[list[str]], tuple[str, ...], str]]:
    """What the file does not say and nobody may guess: rows, headings, the question."""

    def put(at: int, *cells: str) -> list[list[str]]:
        return [[*row[:at], cells[place % len(cells)], *row[at + 1 :]] for place, row in enumerate(ratings())]

    less = [[*row[:7], *row[9:]] for row in ratings()]
    few = [[*row[:6], str(place % 4 + 1), *row[7:]] for place, row in enumerate(less)]
    return {
        "both decimal signs": (put(6, "80,5", "79.25"), HEADINGS, "ask_locale"),
        "point or thousands": (put(6, "12.500", "80"), HEADINGS, "ask_locale"),
        "comma or thousands": (put(6, "12,500", "80"), HEADINGS, "ask_locale"),
        "unknown agency": (put(3, "Dinas Kesehatn", "Dinas Kesehatan"), HEADINGS, "ask_agency"),
        "unknown indicator": (put(5, "Kerapian"), HEADINGS, "ask_indicator"),
        "unknown position": (put(4, "Juru Kunci"), HEADINGS, "ask_position"),
        "unknown source": (put(9, "tetangga"), HEADINGS, "ask_source"),
        "quarter without a year": (put(0, "TW I"), HEADINGS, "ask_year"),
        "month without a year": (put(0, "Agustus"), HEADINGS, "ask_year"),
        "day or month": (put(0, "03/04/2025"), HEADINGS, "ask_date_order"),
        "a date is no period": (put(0, "2025-06-30"), HEADINGS, "ask_cadence"),
        "a scale of few steps": (few, (*HEADINGS[:7], *HEADINGS[9:]), "ask_scale"),
        "a scale above 100": (
            [[*row[:6], "115", *row[7:]] for row in less],
            (*HEADINGS[:7], *HEADINGS[9:]),
            "ask_scale",
        ),
        "no source column": ([row[:9] for row in ratings()], HEADINGS[:9], "ask_source"),
        "no period column": ([row[1:] for row in ratings()], HEADINGS[1:], "ask_period"),
        "no position column": (
            [[*row[:4], *row[5:]] for row in ratings()],
            (*HEADINGS[:4], *HEADINGS[5:]),
            "ask_position",
        ),
    }


CELL_FAULTS = {
    "score above": (6, "101", "score_range"), "score far above": (6, "805", "score_range"), "score below": (6, "-1", "score_range"),
    "score words": (6, "baik sekali", "number_text"), "raised digit": (6, "80²", "number_form"),
    "arabic digits": (6, "٨٠", "number_form"), "hex": (6, "0x50", "number_form"), "overflow": (6, "1e309", "number_form"),
    "exponent": (6, "8E1", "number_form"), "infinity": (6, "Infinity", "number_text"), "not a number": (6, "NaN", "number_text"),
    "plus": (6, "+80", "number_form"), "space inside": (6, "8 0", "number_form"), "two points": (6, "8.0.5", "number_form"),
    "excel error": (6, "#DIV/0!", "number_excel_error"), "excel ref": (6, "#REF!", "number_excel_error"),
    "formula": (6, "=80+5", "number_form"), "unit": (6, "80 poin", "number_form"), "long number": (6, "8" * 30, "number_long"),
    "nip exponent point": (1, "1.98503E+17", "nip_exponent"), "nip exponent comma": (1, "1,98503E+17", "nip_exponent"),
    "nip truncated": (1, "198503152010011000", "nip_truncated"), "nip float": (1, "198503152010011001.0", "nip_numeric"),
    "nip short": (1, "19850315201001100", "nip_length"), "nip long": (1, "1985031520100110011", "nip_length"),
    "nip letter": (1, "19850315201001100O", "nip_digits"), "nip arabic digits": (1, "١٩٨٥٠٣١٥٢٠١٠٠١١٠٠١", "nip_digits"),
    "nip birth": (1, "198513152010011001", "nip_birth"), "nip february": (1, "198502302010011001", "nip_birth"),
    "nip years": (1, "198503151995011001", "nip_years"), "nip sex": (1, "198503152010013001", "nip_sex"),
    "nip month": (1, "198503152010131001", "nip_month"), "nip empty": (1, "", "nip_empty"),
    "no agency": (3, "", "required_empty"), "no position": (4, "", "required_empty"), "no indicator": (5, "", "required_empty"),
    "no source": (9, "", "required_empty"), "no period": (0, "", "required_empty"), "odd period": (0, "minggu lalu", "period_unknown"),
    "month 13": (0, "2025-13", "period_unknown"), "semester 3": (0, "Semester 3 2025", "period_unknown"),
    "look-alike agency": (3, "Dinas Kesehаtan", "text_mixed_script"), "look-alike name": (2, "Вudi", "text_mixed_script"),
    "heaped marks": (2, "B" + "\u0301" * 60, "text_marks"), "scale swapped": (7, "100", "scale_order"),
    "scale above": (7, "150", "scale_order"), "scale missing": (8, "", "scale_missing"), "scale words": (8, "seratus", "number_text"),
}  # fmt: skip


def _at(lines: list[str], place: int, change) -> list[str]:
    return [change(line) if at == place else line for at, line in enumerate(lines)]


LINE_FAULTS = {
    "cell too many": (lambda lines, d: _at(lines, 5, lambda line: line + d + "x"), "field_count", 6),
    "cell missing": (lambda lines, d: _at(lines, 5, lambda line: line.rsplit(d, 1)[0]), "field_count", 6),
    "two lines in one": (lambda lines, d: [*lines[:5], lines[5] + d + lines[6], *lines[7:]], "field_count", 6),
    "quote never closed": (
        lambda lines, d: _at(lines, 12, lambda line: line.replace("Dinas", '"Dinas')),
        "quote_unclosed",
        13,
    ),
}
_TEXT = text(ratings())
FILE_FAULTS = {
    "empty": (b"", "file_empty"),
    "blank lines only": (b"\n\n\n", "file_empty"),
    "headings only": (text([]).encode(), "no_records"),
    "heading twice": (text(ratings(), headings=("nilai", *HEADINGS[1:])).encode(), "header_duplicate"),
    "pdf": (b"%PDF-1.7\n" + b"\0\1\2" * 300, "file_not_a_table"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 300, "file_not_a_table"),
    "mixed encodings": (_TEXT.replace("S.E.", "Sé.", 1).encode() + _TEXT.replace("S.E.", "Sé.", 1).encode("cp1252"), "encoding_mixed", 15),
    "nul": (_TEXT.replace("Dinas", "Di\0nas", 1).encode(), "nul", 2),
}  # fmt: skip


def _workbook_faults() -> Iterator[Case]:
    for place, damage in itertools.product((0, 5, 11), (int, float)):
        rows = [list(row) for row in ratings()]
        key = (rows[place][1], rows[place][5])
        rows[place][1] = damage(rows[place][1])
        left = {each: score for each, score in EXPECTED.items() if each != key}
        yield Case(f"xlsx nip as {damage.__name__} {place}", book(rows), "b.xlsx", scores=left,
                   problems=(("nip_numeric", place + 2, "nip"),), rows_refused=1)  # fmt: skip
    for place, (cell, code) in itertools.product((0, 5, 11), (
        (datetime.datetime(2025, 10, 5), "number_date"), (True, "number_text"), ("٨٠", "number_form"), (805, "score_range"),
    )):  # fmt: skip
        rows = [list(row) for row in ratings()]
        key = (rows[place][1], rows[place][5])
        rows[place][6] = cell
        left = {each: score for each, score in EXPECTED.items() if each != key}
        yield Case(f"xlsx {type(cell).__name__} {cell} {place}", book(rows), "b.xlsx", scores=left,
                   problems=((code, place + 2, "nilai"),), rows_refused=1)  # fmt: skip
