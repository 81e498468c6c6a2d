"""Random tables as offices make them, with what each rating is worth: the truth a reader must find or ask for.

Nothing here knows how a file is read. A table is a sheet of cells with number formats; `writers` makes files of it.
"""

import random
from dataclasses import dataclass, field

INDICATORS = {"Komunikasi": "KOM", "Disiplin": "DS", "Kerja sama": "KL", "Kualitas kerja": "KW", "Akuntabel": "AK"}
AGENCIES = ("Dinas Kesehatan", "Dinas Pendidikan", "Kecamatan Wonosari")
SOURCES = {"Atasan": "superior", "Rekan kerja": "peer"}
GENERAL, WHOLE_PERCENT, PERCENT, PLAIN, SHOWN_WHOLE = "General", "0%", "0.00%", "0.00", "0"


@dataclass(frozen=True)
class Cell:
    """What a cell holds (text, number, or None) and how its number is shown."""

    value: str | float | None
    format: str = GENERAL


@dataclass
class OfficeTable:
    """One sheet. `truth`: (NIP, agency, indicator, source) -> score of 0 to 100; cells without a value are not in it.

    `merged`: (first row, last row, column) of cells joined downwards, counted from 0. `clear` says the file tells its
    own scales, so that nothing need be asked but which of the unknown agencies are new. `scales`: indicator -> scale;
    `percent`: the indicators whose cells are shown as percent.
    """

    rows: list[list[Cell]]
    truth: dict[tuple[str, str, str, str], float]
    scales: dict[str, tuple[float, float]]
    percent: frozenset[str]
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    clear: bool = False


@dataclass(frozen=True)
class Person:
    nip: str
    name: str
    agency: str


def people(rng: random.Random, number: int) -> list[Person]:
    """Invented people, each agency's together; a NIP names a birth date, an appointment and a number."""
    agencies = rng.sample(AGENCIES, rng.randint(1, len(AGENCIES)))
    staff = []
    for n in range(number):
        born, hired = f"19{65 + n % 20}{n % 12 + 1:02d}{n % 28 + 1:02d}", f"{2005 + n % 15}01"
        staff.append(
            Person(f"{born}{hired}{n % 2 + 1}{n + 1:03d}", f"Pegawai {n}", agencies[n * len(agencies) // number])
        )
    return staff


def table(seed: int) -> OfficeTable:
    """A table by its seed: long or wide, on one scale or several, with percent cells, titles, row numbers, totals."""
    rng = random.Random(f"table {seed}")  # numbers close together begin alike
    staff = people(rng, rng.randint(10, 40))
    codes = rng.sample(sorted(INDICATORS), rng.randint(1, 4))
    kind = rng.choice(("hundred", "hundred", "hundred", "five", "mixed", "percent", "shares"))
    scales = {name: _scale(rng, kind) for name in codes}
    formats = {name: _format(rng, kind, scales[name]) for name in codes}
    long = rng.random() < 0.4
    make = _long if long else _wide
    return make(rng, staff, scales, formats, clear=kind in ("hundred", "percent"))


def _scale(rng: random.Random, kind: str) -> tuple[float, float]:
    if kind == "five" or (kind == "mixed" and rng.random() < 0.5):
        return (1.0, 5.0)
    return (0.0, 1.0) if kind == "shares" else (0.0, 100.0)


def _format(rng: random.Random, kind: str, scale: tuple[float, float]) -> str:
    if scale == (0.0, 100.0) and rng.random() < {"percent": 0.6, "mixed": 0.3}.get(kind, 0):
        return rng.choice((WHOLE_PERCENT, PERCENT))
    return rng.choice((GENERAL, GENERAL, PLAIN, SHOWN_WHOLE))


def _value(rng: random.Random, scale: tuple[float, float], shown: str) -> tuple[float, float]:
    """(what the cell holds, the score it is worth)."""
    if scale == (1.0, 5.0):
        raw = float(rng.choice((2, 3, 3, 4, 4, 5)))
        return raw, (raw - 1) * 25
    if scale == (0.0, 1.0):
        raw = rng.randint(5000, 9900) / 10000
        return raw, round(raw * 100, 10)
    score = rng.choice((float(rng.randint(45, 99)), rng.randint(4500, 9900) / 100))
    return (round(score / 100, 6), score) if shown.endswith("%") else (score, score)


def _head(rng: random.Random, width: int) -> list[list[Cell]]:
    titles = rng.sample(
        ("REKAPITULASI PENILAIAN KINERJA", "Pemerintah Kabupaten Gunungkidul", "Hasil penilaian pegawai"), 3
    )
    rows = [[Cell(title)] + [Cell(None)] * (width - 1) for title in titles[: rng.choice((0, 0, 1, 2))]]
    return [*rows, [Cell(None)] * width] if rows else rows


def _wide(rng: random.Random, staff: list[Person], scales: dict, formats: dict, clear: bool) -> OfficeTable:
    numbered, per_person = rng.random() < 0.4, ["NIP", "Nama", "Perangkat Daerah", "Kelompok Jabatan"]
    headings = [*(["No"] if numbered else []), *per_person, *scales]
    rows, truth = _head(rng, len(headings)), {}
    rows.append([Cell(heading) for heading in headings])
    first = len(rows)
    for number, person in enumerate(staff, 1):
        cells = [Cell(float(number))] if numbered else []
        cells += [Cell(person.nip), Cell(person.name), Cell(person.agency), Cell("Pelaksana administrasi")]
        for indicator, scale in scales.items():
            if rng.random() < 0.04:
                cells.append(Cell(None))
                continue
            raw, score = _value(rng, scale, formats[indicator])
            cells.append(Cell(raw, formats[indicator]))
            truth[person.nip, person.agency, INDICATORS[indicator], "superior"] = score
        rows.append(cells)
    merged = _merged(rng, rows, first, headings.index("Perangkat Daerah"))
    if rng.random() < 0.3:
        rows.append(_mean_row(rows[first:], headings))
    return OfficeTable(rows, truth, *_named(scales, formats), merged, clear=clear)


def _mean_row(rows: list[list[Cell]], headings: list[str]) -> list[Cell]:
    """The mean of each column below it, as offices add it."""
    cells = []
    for place, heading in enumerate(headings):
        numbers = [row[place].value for row in rows if isinstance(row[place].value, float)]
        shown = rows[0][place].format
        cells.append(Cell(sum(numbers) / len(numbers), shown) if numbers and heading in INDICATORS else Cell(None))
    cells[1 if headings[0] == "No" else 0] = Cell("Rata-rata")
    return cells


def _merged(rng: random.Random, rows: list[list[Cell]], first: int, place: int) -> list[tuple[int, int, int]]:
    """One time in four an agency's name stands once, joined over the rows of its people."""
    if rng.random() >= 0.25:
        return []
    merged, start = [], first
    for at in range(first + 1, len(rows) + 1):
        if at == len(rows) or rows[at][place].value != rows[start][place].value:
            if at - start > 1:
                merged.append((start, at - 1, place))
                for below in range(start + 1, at):
                    rows[below][place] = Cell(None)
            start = at
    return merged


def _long(rng: random.Random, staff: list[Person], scales: dict, formats: dict, clear: bool) -> OfficeTable:
    sources = rng.sample(sorted(SOURCES), rng.randint(1, 2))
    headings = ["NIP", "Nama", "Perangkat Daerah", "Kelompok Jabatan", "Indikator", "Sumber Penilai", "Nilai"]
    rows, truth = _head(rng, len(headings)), {}
    rows.append([Cell(heading) for heading in headings])
    for person in staff:
        for indicator, scale in scales.items():
            for source in sources:
                if rng.random() < 0.04:
                    continue
                raw, score = _value(rng, scale, formats[indicator])
                rows.append([
                    Cell(person.nip), Cell(person.name), Cell(person.agency), Cell("Pelaksana administrasi"),
                    Cell(indicator), Cell(source), Cell(raw, formats[indicator]),
                ])  # fmt: skip
                truth[person.nip, person.agency, INDICATORS[indicator], SOURCES[source]] = score
    return OfficeTable(rows, truth, *_named(scales, formats), clear=clear)


def _named(scales: dict, formats: dict) -> tuple[dict[str, tuple[float, float]], frozenset[str]]:
    """Scales by the codes of their indicators, and the codes of those shown as percent."""
    shown = frozenset(INDICATORS[name] for name in scales if formats[name].endswith("%"))
    return {INDICATORS[name]: scale for name, scale in scales.items()}, shown
