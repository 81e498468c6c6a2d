"""Change the XML of good workbooks at random and read them: nothing may crash, hang or differ in silence.

`python -m tests.campaigns.fuzz_workbooks N [SEED [FIRST]]`

Every mutant is refused, or its cells are what `tests.twins.workbook` finds in the whole trees of the same XML. The
readers run in this process, without the limits of the one that parses an upload. At least 30 % of the mutants must stay
readable. Several processes share a long run by different FIRST numbers.
"""

import datetime
import io
import json
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from xml.etree.ElementTree import ParseError

import xlsxwriter

from data.reading.form.book.package import look_through
from data.reading.form.book.parsing import ods, xlsx
from data.reading.form.book.parsing.sheet_file import Unreadable
from data.terms.problems import words
from tests.twins import workbook as twin

FILES = Path(__file__).parents[1] / "data" / "reading" / "files" / "cases"
SHIPPED = (
    "01-error-cells/d-prefixed.xlsx", "01-error-cells/f-no-r.xlsx", "02-formula-no-cache/some-uncached.xlsx",
    "04-percent-format/b-mixed.xlsx", "w-02-percent-cells-beside-0-100/exceljs_percent_mixed.xlsx",
    "w-01-formulas-never-computed/xlsx_populate.xlsx", "04-percent-format/d-ods.ods", "01-error-cells/i-ods-error.ods",
    "w-02-percent-cells-beside-0-100/odfpy.ods", "w-07-good-workbooks-called-damaged-or-empty/odswriter.ods",
)  # fmt: skip
LEAST_READABLE = 0.3
SLOWEST = 10.0  # seconds one small file may take on a busy machine
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # files of a moment's life need no disk

VALUES = (
    "", " ", "0", "1", "-1", "2", " 80 ", "80.5", "0.8549", "1e2", "1e-7", "1e400", "nan", "1_000", "٣", "8x", "45838",
    "45838.7", "0.5", "true", "#N/A", "#REF!", "#SPILL!", "&amp;", "&#35;REF!", "_x0041_", "a  b", "\n80\n",
    "<![CDATA[80]]>", "2025-03-31", "999999999999",
)  # fmt: skip
OF = {
    "r": ("A1", "B2", "C3", "ZZ9", "3", "4", "1048576", "a1", ""),
    "t": ("s", "n", "str", "b", "e", "inlineStr", "d", "x"),
    "s": ("0", "1", "2", "3", "99", "-1"), "numFmtId": ("0", "1", "9", "10", "14", "22", "46", "164", "165", "200"),
    "formatCode": ("0%", "0.0%", '0"%"', "0\\%", "General", "dd/mm/yyyy", "[h]:mm", "0;0%", "[Red]0%", "#,##0_%",
                   '"h"0'),
    "hidden": ("1", "0", "true"), "fullCalcOnLoad": ("1", "0"), "date1904": ("1", "0"),
    "office:value-type": ("string", "float", "percentage", "boolean", "date", "currency"),
    "office:value": VALUES, "table:number-columns-repeated": ("1", "2", "3", "0", "500"),
    "table:number-rows-repeated": ("1", "2", "3", "x"), "table:formula": ("of:=1/0",),
}  # fmt: skip
"""Attribute -> what is put in its place."""

_ATTRIBUTE = re.compile(r'\s([\w:]+)="([^"<]*)"')
_TEXT = re.compile(r">([^<>]+)<")
_ELEMENT = re.compile(r"<([\w:]+)(?:\s[^<>]*)?(?<!/)>")
_BETWEEN = re.compile(r"(?<=>)(?=<)")
_PARTS = re.compile(r"worksheets/sheet\d+\.xml$|styles\.xml$|sharedStrings\.xml$|xl/workbook\.xml$|content\.xml$")


def made() -> bytes:
    """A workbook that holds one of everything."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet, forms = book.add_worksheet("Nilai"), [
            book.add_format({"num_format": code}) for code in ("0%", "0.00%", 'dd/mm/yyyy', "[h]:mm", '0"%"', "0.0")
        ]  # fmt: skip
        sheet.write_row(0, 0, ["NIP", "Nama", "OPD", "Komunikasi", "Disiplin", "Tanggal", "Lama"])
        for row in range(1, 7):
            sheet.write_row(row, 0, [f"19800110201001100{row}", f"Pegawai  {row}", "Dinas & Kesehatan"])
            sheet.write_number(row, 3, 0.7 + row / 37, forms[row % 2])
            sheet.write_formula(row, 4, f"=D{row + 1}*100", forms[5], 70 + row)
            sheet.write_datetime(row, 5, datetime.datetime(2025, 6, row, 8 * (row % 2)), forms[2])
            sheet.write_number(row, 6, row / 7, forms[3 + row % 2])
        sheet.write_formula(7, 3, "=1/0", None, "#DIV/0!")
        sheet.write_boolean(7, 4, True)
        sheet.merge_range(7, 0, 8, 0, "bersama")
        sheet.set_row(3, None, None, {"hidden": True})
    return content.getvalue()


def sources() -> list[dict[str, bytes]]:
    """The parts of the workbooks that are changed."""
    found = []
    for content in [made(), *((FILES / name).read_bytes() for name in SHIPPED)]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found.append({name: archive.read(name) for name in archive.namelist() if not name.endswith("/")})
    return found


def mutant(parts: dict[str, bytes], chance: random.Random) -> bytes:
    """The workbook with one part changed in one to three places."""
    names = sorted(name for name in parts if _PARTS.search(name))
    weights = [4 if "/sheet" in name or name == "content.xml" else 1 for name in names]
    name = chance.choices(names, weights)[0]
    text = parts[name].decode("utf-8")
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        text = chance.choice(CHANGES)(text, chance)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for other, held in parts.items():
            archive.writestr(other, text.encode("utf-8") if other == name else held)
    return content.getvalue()


def _attribute(text: str, chance: random.Random) -> str:
    spots = [match for match in _ATTRIBUTE.finditer(text) if match[1] in OF] or [*_ATTRIBUTE.finditer(text)]
    if not spots:
        return text
    spot = chance.choice(spots)
    if chance.random() < 0.2:
        return text[: spot.start()] + text[spot.end() :]
    new = chance.choice(OF.get(spot[1], VALUES)).replace("<", "&lt;").replace('"', "&quot;")
    return f"{text[: spot.start(2)]}{new}{text[spot.end(2) :]}"


def _words(text: str, chance: random.Random) -> str:
    spots = [*_TEXT.finditer(text)]
    if not spots:
        return text
    spot = chance.choice(spots)
    return text[: spot.start(1)] + chance.choice(VALUES) + text[spot.end(1) :]


def _element(text: str, chance: random.Random) -> str:
    """An element taken out, put in twice, or put after another one."""
    spots = [*_ELEMENT.finditer(text)][1:]
    if not spots:
        return text
    spot = chance.choice(spots)
    end = text.find(f"</{spot[1]}>", spot.end())
    if end < 0:
        return text
    end += len(spot[1]) + 3
    whole, act = text[spot.start() : end], chance.randrange(4)
    if act == 0:
        return text[:end] + whole + text[end:]
    rest = text[: spot.start()] + text[end:]
    if act < 3:
        return rest
    places = [match.end() for match in re.finditer(f"</{re.escape(spot[1])}>", rest)]
    return rest if not places else _inserted(rest, whole, chance.choice(places))


def _inserted(text: str, new: str, at: int) -> str:
    return text[:at] + new + text[at:]


def _between(text: str, chance: random.Random) -> str:
    new = chance.choice(["\n  ", "<!-- 80 -->", "<?a b?>", "7", "<x/>", "\t"])
    places = [match.start() for match in _BETWEEN.finditer(text)]
    return _inserted(text, new, chance.choice(places)) if places else text


def _quotes(text: str, chance: random.Random) -> str:
    return _ATTRIBUTE.sub(lambda match: f" {match[1]}='{match[2]}'" if "'" not in match[2] else match[0], text)


def _prefixed(text: str, chance: random.Random) -> str:
    """Every element of the main namespace with a prefix."""
    if ' xmlns="' not in text or ":main" in text:
        return text
    return re.sub(r"<(/?)(?=[A-Za-z]+[\s/>])", r"<\1q:", text.replace(' xmlns="', ' xmlns:q="', 1))


def _sign(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(["", "<", ">", '"', "0", "é", "/"]) + text[at + 1 :]


CHANGES = (_attribute, _attribute, _attribute, _words, _words, _words, _element, _element, _between, _quotes, _prefixed,
           _sign)  # fmt: skip


def read(path: Path, reader: ModuleType, folder: Path) -> dict:
    """{(sheet, row, column): cell} as the reader wrote them."""
    found = {}
    for number, _ in enumerate(reader.read(path, folder)):
        rows = folder / f"{number}.jsonl"
        for row, line in enumerate(rows.read_text("utf-8").splitlines() if rows.exists() else ()):
            found |= {(number, row, column): cell for column, cell in enumerate(json.loads(line)) if cell != ""}
    return found


def check(content: bytes, folder: Path) -> str:
    """What became of one workbook. Raises AssertionError where it was read as something else than it says."""
    path = folder / "buku"
    path.write_bytes(content)
    for left in folder.glob("*.jsonl"):
        left.unlink()
    with zipfile.ZipFile(path) as archive:
        reader = ods if "content.xml" in archive.namelist() else xlsx
    if hostile := look_through(path):
        words(hostile)
        return "refused before it is parsed"
    try:
        got = read(path, reader, folder)
    except Unreadable as fault:
        return f"refused: {fault.code} {fault.found if fault.code == 'damaged' else ''}".strip()
    if not got:
        return "refused: empty"
    try:
        expected = twin.cells(content)
    except (ValueError, KeyError, ParseError, OverflowError, TypeError, AttributeError) as fault:
        return f"no second opinion: {type(fault).__name__}"
    differing = [place for place in got.keys() | expected.keys() if not _same(got.get(place), expected.get(place))]
    assert not differing, [(place, got.get(place), expected.get(place)) for place in sorted(differing)[:3]]
    return "read"


def _same(got: object, expected: object) -> bool:
    return type(got) is type(expected) and got == expected


def run(count: int, seed: int, first: int = 0, tell=lambda done, outcomes: None) -> Counter:
    """Read `count` mutants; the outcome of each kind counted. Seed and number alone make a mutant, so that the one that
    fails is made again by `run(1, seed, number)`."""
    files, outcomes = sources(), Counter()
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        for number in range(first, first + count):
            chance = random.Random(f"{seed}:{number}")
            content = mutant(chance.choice(files), chance)
            began = time.process_time()
            try:
                outcomes[check(content, Path(folder))] += 1
            except Exception as fault:
                raise AssertionError(f"seed {seed}, number {number}: {fault}") from fault
            assert time.process_time() - began < SLOWEST
            if (number + 1 - first) % 10_000 == 0:
                tell(number + 1 - first, outcomes)
    return outcomes


def _told(done: int, outcomes: Counter) -> None:
    print(f"{done:,}: {dict(outcomes.most_common())}", flush=True)


if __name__ == "__main__":
    wanted = int(sys.argv[1])
    outcomes = run(wanted, *map(int, sys.argv[2:4] or ["1"]), tell=_told)
    print(dict(outcomes.most_common()))
    sys.exit(outcomes["read"] < LEAST_READABLE * wanted)
