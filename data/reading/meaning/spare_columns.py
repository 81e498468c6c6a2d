"""Columns that are not taken in: worked out from others, numbering the rows, remarks, the second of one meaning."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from data.reading.cells import numbers, scale
from data.reading.form.table.table import Question, Table
from data.reading.meaning import file_kinds, names
from data.reading.meaning.code_columns import CODED
from data.reading.meaning.file_kinds import FORBIDDEN, IGNORE
from data.reading.meaning.headings import Meaning
from data.terms import spelling as texts

UNNAMED = re.compile(r"#|\(kolom \d+\)|unnamed: ?\d+(_level_\d+)?|\.\.\.\d+", re.IGNORECASE)
"""A column without a heading (or with a bare #), here and as pandas and R call it: the numbers of rows, and never an
indicator."""

_MANY = ("raw", "period", "weight", IGNORE, FORBIDDEN)  # fields that several columns may carry
_META = re.compile(
    r"_+[a-z]\w*"
    r"|.*\b(?:respon(?:se|dent|den|s)?|record|submission|collector|instance|session|entry) ?_?(?:id|no)"
    r"|(?:id|uuid|seed|token|lastpage|last page|ip ?addr(?:ess)?|duration.*|interviewtime|total time)"
    r"|(?:points|feedback|poin|umpan balik) - .*|total (?:points|poin)|quiz feedback|umpan balik kuis",
    re.IGNORECASE,
)
"""Headings of KoboToolbox (`_id`), LimeSurvey (`id`, `lastpage`, `seed`), Qualtrics, SurveyMonkey and Forms."""
_CODED = re.compile(r"\b(?:id|index|indeks|kode|code|no|nomor|number|nr|urut|row|baris|rowid|x1?)\b|^unnamed 0$")
_NUMBERS = re.compile(r"\b(?:id|kode|code|no|nomor|number|nr|urut)\b")  # not "indeks": those may well be rising scores
_TABLE = re.compile(
    r"#|urutan|kolom ?1|column ?1", re.IGNORECASE
)  # as spreadsheets call the column they number rows in
_UUID = re.compile(r"(?:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LEAST_RISING = 5  # rows whose numbers rise with gaps, as where answers were deleted
_QUALTRICS = frozenset(
    ("startdate", "enddate", "recordeddate", "responseid", "userlanguage", "distributionchannel", "finished",
     "start date", "end date", "recorded date", "response id", "response type", "user language",
     "distribution channel", "status", "progress")
)  # fmt: skip
_OF_PROGRAM = 5
_SEVERAL = ("peer", "subordinate", "self")  # sources of several colleagues; of oneself rows that differ are refused
_DIGITS = re.compile(r"\d+")
_TICKS = frozenset(("0", "1", "", "None"))
_LEAST = 3  # rows that count up before a column is known by that


def without_other_scales(
    meanings: list[Meaning | None], table: Table, mapped: frozenset[str], missing: frozenset[str]
) -> list[Meaning | None]:
    """A column headed as the scale of each row ("Skala"), most cells of which name none, is none."""

    def names_none(heading: str, cells: Sequence[object]) -> bool:
        present = [cell for cell in cells if not numbers.is_missing(cell, missing)]
        return texts.key(heading) not in mapped and 2 * sum(map(bool, map(scale.read, present))) <= len(present)

    return [
        Meaning(IGNORE, sure=0.0) if m and m.field == "scale" and names_none(heading, cells) else m
        for heading, cells, m in zip(table.header, table.sample.columns, meanings, strict=True)
    ]


def without_sums(meanings: list[Meaning], mapped: dict, header: list[str], indicators: names.Names) -> list[Meaning]:
    """Beside columns of several sources or several known indicators, a column of values that names neither ("Nilai
    Akhir", "IKM") is worked out from them; so is a share (%) beside targets and what was reached."""
    named = {meaning.field for meaning in meanings}
    sided = sum(1 for meaning in meanings if meaning.field == "raw" and meaning.source)
    wide = sum(1 for meaning in meanings if meaning.field != "weight" and meaning.indicator in indicators.labels)
    lone = ("source" not in named and sided >= 2) or ("indicator" not in named and wide >= 2)
    reached = {"value", "target"} <= named

    def is_sum(heading: str, meaning: Meaning) -> bool:
        if texts.key(heading) in mapped or meaning.field != "raw":
            return False
        own = meaning.indicator == heading
        if reached and own and ("%" in heading or "persen" in texts.key(heading)):
            return True
        return lone and (meaning == Meaning("raw") or (own and texts.is_sum(heading)))

    return [
        Meaning(IGNORE, sure=0.0) if is_sum(heading, meaning) else meaning
        for heading, meaning in zip(header, meanings, strict=True)
    ]


def sums_alone(meanings: list[Meaning], header: list[str], mapped: dict, rated: Callable[[int], bool]) -> list[Meaning]:
    """Where a file holds no other values, the index that usually follows from them (IKM) is what it is about."""
    return [
        Meaning("raw", indicator=heading)
        if m.field == IGNORE and texts.key(heading) not in mapped and texts.is_sum(heading) and rated(place)
        else m
        for place, (heading, m) in enumerate(zip(header, meanings, strict=True))
    ]


def without_spare_indicators(meanings, has_rows_of_values: bool, mapped: dict, header: list[str]) -> list[Meaning]:
    """In a long file (a column of values) a heading that also is an indicator's name is an ordinary remark column."""
    if not has_rows_of_values:
        return list(meanings)
    return [
        meaning
        if meaning.indicator is None or texts.key(heading) in mapped or meaning.period
        else Meaning(IGNORE, sure=0.0)
        for heading, meaning in zip(header, meanings, strict=True)
    ]


def one_each(header: list[str], meanings: list[Meaning], mapped: dict) -> tuple[list[Meaning], list[Question]]:
    """Two columns of one meaning: the mapping's choice stands; a surer match stands; else the planner is asked."""
    kept, questions = list(meanings), []
    for field in {meaning.field for meaning in meanings}:
        places = [place for place, meaning in enumerate(meanings) if meaning.field == field]
        if field == "raw":
            places = [place for place in places if meanings[place] == Meaning("raw")]
        if len(places) < 2 or (field in _MANY and field != "raw"):
            continue
        chosen = [place for place in places if texts.key(header[place]) in mapped] or [
            place for place in places if file_kinds.TEMPLATE.get(texts.key(header[place]).replace(" ", "_")) == field
        ]
        if len(chosen) != 1 and field == "agency":  # a code and a name: the name
            chosen = [place for place in places if not CODED.search(texts.key(header[place]))]
        if len({meanings[place].period for place in places}) == len(places) and field in ("value", "target"):
            continue
        if len(chosen) != 1:
            chosen = places[:1]
            choices = tuple(header[place] for place in places)
            blocking = field in ("raw", "nip", "agency", "indicator", "source")
            questions.append(
                Question("ask_column_of", field, choices, choices[0], blocking, {"ask": "column_of", "field": field})
            )
        for place in places:
            if place not in chosen:
                kept[place] = Meaning(IGNORE, sure=0.0)
    return kept, questions


def values_twice(header: list[str], meanings: list[Meaning], mapped: dict) -> list[Question]:
    """Several columns of one indicator, source and period ("Komunikasi / Nilai", "Komunikasi / Skor") that are not
    numbered ("Atasan 1", "Atasan 2"): which of them holds the value is asked, for their mean is none. The mapping may
    name several colleagues."""
    alike: dict[Meaning, list[str]] = {}
    for heading, meaning in zip(header, meanings, strict=True):
        several = meaning.source in _SEVERAL and texts.key(heading) in mapped
        if meaning.field == "raw" and (meaning.indicator or meaning.source) and not several:
            one = Meaning("raw", meaning.indicator, meaning.source, meaning.period)
            alike.setdefault(one, []).append(heading)
    return [
        Question("ask_values_twice", ", ".join(same), tuple(same), detail={"ask": "one_column"})
        for same in alike.values()
        if len({texts.key(_DIGITS.sub("", heading)) for heading in same}) > 1
    ]


def is_id(heading: str, cells: Sequence[object]) -> bool:
    """Whether an unknown column identifies answers and rates nobody; `cells` are those of its first rows."""
    bare = heading.strip().strip('"').strip()
    if _META.fullmatch(bare):
        return True
    present = [str(cell).strip() for cell in cells if cell not in ("", None)]
    if present and all(map(_UUID.fullmatch, present)):
        return True
    coded = bool(UNNAMED.fullmatch(heading) or _TABLE.fullmatch(bare) or _CODED.search(texts.key(bare)))
    if coded and _counts_up(present):
        return True
    return bool(_NUMBERS.search(texts.key(bare))) and len(present) >= _LEAST_RISING and _rises(present)


def rates_nobody(heading: str, header: Sequence[str], cells: Sequence[object]) -> bool:
    """Whether an unknown column of numbers is no rating: sums and counts of a pivot table, an answer that was ticked or
    not, and what Qualtrics puts before the answers ("Progress" may be anything elsewhere)."""
    if texts.is_worked_out(heading) or _is_choice(heading, header, cells):
        return True
    keys = {texts.key(each) for each in header} if texts.key(heading) in _QUALTRICS else set()
    return len(keys & _QUALTRICS) >= _OF_PROGRAM


def _is_choice(heading: str, header: Sequence[str], cells: Sequence[object]) -> bool:
    """Which of several answers were ticked: `keluhan/waktu` of 0 and 1 beside `keluhan`."""
    question, slash, choice = heading.rpartition("/")
    return bool(slash and choice and question in header) and {str(cell).removesuffix(".0") for cell in cells} <= _TICKS


def _counts_up(cells: list[str]) -> bool:
    return len(cells) >= _LEAST and _steps(cells) == {1}


def _rises(cells: list[str]) -> bool:
    return min(_steps(cells), default=0) > 0


def _steps(cells: list[str]) -> set[int]:
    """The differences between whole numbers that follow each other; none where there are other cells."""
    numbers = [int(cell.removesuffix(".0")) for cell in cells if cell.removesuffix(".0").isdecimal()]
    return {after - before for before, after in pairwise(numbers)} if len(numbers) == len(cells) else set()
