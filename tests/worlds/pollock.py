"""Polluted CSV files after the list of the Pollock benchmark: one clean file, and one fault in each file made of it.

The list is that of "Pollock: A Data Loading Benchmark" (Vitagliano and others, PVLDB 16, 2023): a separator less or
more at every place, a quote more in every cell, a row in another dialect, other separators, quotes, escapes and line
ends, no, several and doubled headings, lines above, several tables. The clean file is our own, of the same shape: 84
lines of nine cells, quoted text with commas, inches as doubled quotes, a last column that is always empty. `published`
is the list, `more` what it leaves out.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

HEADINGS = ["TANGGAL", "JAM", "JUMLAH", "KODE", "HARGA", "JENIS", '"URAIAN"', '"TAUTAN"', "CATATAN"]
KINDS = (
    "Sepatu Lapangan", '"Bantal, Dayung Kayu"', "Papan Tulis 8 Wt.", '"Meja Rapat, Bundar 48"""', "Jaket Petugas '98",
    '"Sepeda Dinas, 24"" Lipat"', "Kompor Lapangan", '"Kemeja, Lengan Panjang, Katun"', "Topi",
)  # fmt: skip
TEXTS = (
    "Bahan katun yang tidak mudah kusut setelah dicuci berkali-kali",
    "Tahan air dan ringan, cukup kuat untuk dinas lapangan seharian",
    "Perlindungan cuaca. Mulai lari, bersepeda atau jalan kaki, tetap terlihat, juga di cahaya redup",
    'Panjangnya 8\'9"" sekali, dibuat khusus',
    "Nyaman, kering, hangat, dan awet",
)
RECORDS = 83


def _fields() -> list[list[str]]:
    """The clean file's cells as they are written, quotes included."""
    made = [list(HEADINGS)]
    for n in range(RECORDS):
        code = f"{'ABCDEFG'[n % 7]}{'KLMNP'[n % 5]}-{1000 + n * 89}"
        made.append(
            [
                f"{n % 28 + 1:02d}/{n // 28 + 1:02d}/2025",
                f"{n // 4:02d}:{n % 4 * 15:02d}",
                str(n * 7 % 34),
                code,
                f"${n * 37 % 97}.{n * 13 % 90 + 10}",
                KINDS[n % len(KINDS)],
                f'"{TEXTS[n % len(TEXTS)]} nomor {n + 1}."',
                f'"https://contoh.go.id/barang/{code}.html"',
                "",
            ]
        )
    return made


FIELDS = _fields()


def written(fields: list[list[str]], separator: str = ",", end: str = "\n") -> str:
    return "".join(separator.join(cells) + end for cells in fields)


CLEAN = list(csv.reader(io.StringIO(written(FIELDS))))
"""The clean file as the csv module of Python reads it: headings and 83 records."""


@dataclass(frozen=True)
class Polluted:
    """One file. `headings` and `records` are what is right, None where nothing can be: then it must not be read.

    `instead` gives, by the place of a record, another right reading: a quote more kept as a character.
    """

    name: str
    family: str
    content: bytes
    headings: list[str] | None = field(default_factory=lambda: CLEAN[0])
    records: list[list[str]] = field(default_factory=lambda: CLEAN[1:])
    instead: dict[int, list[str]] = field(default_factory=dict)


def published() -> Iterator[Polluted]:
    """The 2,290 files of the benchmark's list."""
    yield Polluted("source", "source", written(FIELDS).encode())
    yield from _whole_files()
    yield from _separators()
    yield from _characters()
    yield from _quotes_more()
    for row in range(len(FIELDS)):
        text = _with_row(row, lambda cells: [" ".join(cells)])
        yield Polluted(f"row_field_delimiter_{row}_0x20", "row in another dialect", text, CLEAN[0] if row else None)


def _with_row(row: int, change: Callable[[list[str]], list[str]]) -> bytes:
    return written([change(cells) if i == row else cells for i, cells in enumerate(FIELDS)]).encode()


def _whole_files() -> Iterator[Polluted]:
    text, family = written(FIELDS), "whole file"
    header, records = written(FIELDS[:1]), written(FIELDS[1:])
    yield Polluted("file_no_payload", family, b"", None)
    yield Polluted("file_no_trailing_newline", family, text[:-1].encode())
    yield Polluted("file_double_trailing_newline", family, f"{text}\n".encode())
    yield Polluted("file_no_header", family, records.encode(), None)
    for n in (2, 3):
        yield Polluted(f"file_header_multirow_{n}", family, (header * n + records).encode())
    yield Polluted("file_preamble", family, f"Daftar barang,,,,,,,,\n\n{text}".encode())
    for name, second in second_tables().items():
        yield Polluted(f"file_multitable_{name}", "several tables", f"{text}{second}".encode())
    yield Polluted("file_header_only", family, header.encode(), None)
    yield Polluted("file_one_data_row", family, written(FIELDS[:2]).encode(), records=CLEAN[1:2])


def second_tables() -> dict[str, str]:
    """Another table of fewer, more and as many columns, other headings included."""
    fewer = [["NAMA", "UNIT", "SATUAN"], *([f"Barang {n}", "Gudang", f"{n}"] for n in range(8))]
    wider = [[*HEADINGS, "GUDANG"], *([*cells, ""] for cells in FIELDS[1:9])]
    other = ["TGL", "PUKUL", "BANYAK", "NOMOR", "BIAYA", "MACAM", "PENJELASAN", "ALAMAT", "KETERANGAN"]
    same = [other, *([*cells[:2], "9", *cells[3:]] for cells in FIELDS[1:9])]
    return {"less": written(fewer), "more": written(wider), "same": written(same)}


def _separators() -> Iterator[Polluted]:
    width, family = len(HEADINGS), "separator"
    for row in range(len(FIELDS)):
        headings = CLEAN[0] if row else None
        for col in range(1, width):
            text = _with_row(row, lambda c, col=col: [*c[: col - 1], c[col - 1] + c[col], *c[col + 1 :]])
            yield Polluted(f"row_less_sep_row{row}_col{col}", f"{family} less", text, headings)
        for col in range(width):
            text = _with_row(row, lambda c, col=col: [*c[:col], "", *c[col:]])
            yield Polluted(f"row_more_sep_row{row}_col{col}", f"{family} more", text, headings)


def _separated_by(separator: str) -> str:
    """The clean file with another separator: cells that hold it are quoted, as a writer would."""
    return written([[_quoted_for(cell, separator) for cell in cells] for cells in FIELDS], separator)


def _quoted_for(cell: str, separator: str) -> str:
    return f'"{cell}"' if separator in cell and not cell.startswith('"') else cell


def _characters() -> Iterator[Polluted]:
    family, text = "character", written(FIELDS)
    for name, separator in (("0x20", " "), ("0x2C_0x20", ", "), ("0x3B", ";"), ("0x9", "\t")):
        yield Polluted(f"file_field_delimiter_{name}", family, _separated_by(separator).encode())
    yield Polluted("file_quotation_char_0x27", family, text.replace("'", "’").replace('"', "'").encode(), None)
    yield Polluted("file_escape_char_0x5C", family, _escaped("\\").encode())
    yield Polluted("file_escape_char_0x00", family, _escaped("").encode())
    for name, end in (("0xA", "\n"), ("0xD", "\r")):
        yield Polluted(f"file_record_delimiter_{name}", family, written(FIELDS, end=end).encode())


def _escaped(sign: str) -> str:
    def cell(raw: str) -> str:
        return f'"{raw[1:-1].replace(chr(34) * 2, sign + chr(34))}"' if raw.startswith('"') else raw

    return written([[cell(raw) for raw in cells] for cells in FIELDS])


def _quotes_more() -> Iterator[Polluted]:
    for row in range(len(FIELDS)):
        for col in range(len(HEADINGS)):
            text = _with_row(row, lambda c, col=col: [*c[:col], _one_quote_more(c[col]), *c[col + 1 :]])
            kept = [cell if j != col else f'"{cell}' for j, cell in enumerate(CLEAN[row])]
            headings, instead = (CLEAN[0], {row - 1: kept}) if row else (kept, {})
            yield Polluted(f"row_extra_quote{row}_col{col}", "quote more", text, headings, instead=instead)


def _one_quote_more(cell: str) -> str:
    return f'""{cell[1:]}' if cell.startswith('"') else f'"{cell}'


def more() -> Iterator[Polluted]:
    """What the list leaves out: quotes that are missing, line ends that change, headings that repeat, lines below."""
    yield from _quotes_less()
    yield from _rows_in_other_dialects()
    yield from _other_characters()
    yield from _lines_around()
    text = written(FIELDS)
    for name, second in second_tables().items():
        yield Polluted(f"tables_apart_{name}", "several tables", f"{text}\n{second}".encode())
    doubled = written([[*HEADINGS[:2], HEADINGS[1], *HEADINGS[3:]], *FIELDS[1:]])
    yield Polluted("heading_twice", "headings", doubled.encode(), None)
    for col in range(len(HEADINGS) - 1):
        header = [cell if j != col else "" for j, cell in enumerate(HEADINGS)]
        named = [cell if j != col else f"(kolom {col + 1})" for j, cell in enumerate(CLEAN[0])]
        yield Polluted(f"heading_empty_{col}", "headings", written([header, *FIELDS[1:]]).encode(), named)


def _quotes_less() -> Iterator[Polluted]:
    for row in range(1, len(FIELDS)):
        for col in (j for j, cell in enumerate(FIELDS[row]) if cell.startswith('"')):
            for name, bare in (("first", slice(1, None)), ("last", slice(0, -1)), ("both", slice(1, -1))):
                text = _with_row(row, lambda c, col=col, bare=bare: [*c[:col], c[col][bare], *c[col + 1 :]])
                yield Polluted(f"quote_less_{name}_row{row}_col{col}", "quote less", text)


def _rows_in_other_dialects() -> Iterator[Polluted]:
    for row in range(len(FIELDS)):
        headings = CLEAN[0] if row else None
        for name, sign in (("0x3B", ";"), ("0x9", "\t"), ("0x7C", "|")):
            text = _with_row(row, lambda cells, sign=sign: [sign.join(cells)])
            yield Polluted(f"row_field_delimiter_{row}_{name}", "row in another dialect", text, headings)
        ends = "".join(written([cells], end="\r\n" if i == row else "\n") for i, cells in enumerate(FIELDS))
        yield Polluted(f"row_record_delimiter_{row}", "line ends", ends.encode())
        blank = written([*FIELDS[: row + 1], [""], *FIELDS[row + 1 :]])
        yield Polluted(f"row_blank_after_{row}", "blank lines", blank.encode())


def _other_characters() -> Iterator[Polluted]:
    for name, separator in (("0x7C", "|"), ("0x9_0x9", "\t\t"), ("0x3A", ":")):
        yield Polluted(f"file_field_delimiter_{name}", "character", _separated_by(separator).encode())
    yield Polluted("file_record_delimiter_0xD_0xA", "character", written(FIELDS, end="\r\n").encode())
    mixed = "".join(written([cells], end=("\n", "\r\n")[i % 2]) for i, cells in enumerate(FIELDS))
    yield Polluted("file_record_delimiter_mixed", "line ends", mixed.encode())
    for encoding in ("utf-8-sig", "utf-16"):
        yield Polluted(f"file_encoding_{encoding}", "character", written(FIELDS).encode(encoding))
    yield Polluted("file_rows_4000", "size", (written(FIELDS) + written(FIELDS[1:]) * 47).encode(),
                   records=CLEAN[1:] * 48)  # fmt: skip


def _lines_around() -> Iterator[Polluted]:
    text, empty = written(FIELDS), "," * (len(HEADINGS) - 1) + "\n"
    for padding, name in ((empty, "delimited"), ("\n", "not_delimited")):
        for blank in ("", padding):
            apart = "_apart" if blank else ""
            lines = "".join(f"Keterangan baris {n}{padding}" for n in range(3))
            yield Polluted(f"preamble_{name}{apart}", "lines around", f"{lines}{blank}{text}".encode())
            yield Polluted(f"footnote_{name}{apart}", "lines around", f"{text}{blank}{lines}".encode())


def verdict(header: list[str], records: list[list[str]], refused: int, polluted: Polluted) -> str:
    """What a reading that asked nothing was: "right", "refused" (rows left out with a reason, the rest right), or
    "wrong"."""
    if header != polluted.headings:
        return "wrong"
    places = iter(enumerate(polluted.records))
    missing = len(polluted.records) - len(records)
    for cells in records:
        if not any(cells == right or cells == polluted.instead.get(place) for place, right in places):
            return "wrong"
    if missing and not refused:
        return "wrong"
    return "refused" if missing or refused else "right"
