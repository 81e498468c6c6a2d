"""How every cell of one file is to be read, and what only the planner can say."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from data.catalog.catalog import Known
from data.reading.cells import numbers
from data.reading.form.table.table import Question, Table
from data.reading.meaning import mapping as mappings
from data.reading.meaning import names, period_spellings
from data.reading.meaning.headings import Meaning
from data.reading.meaning.names import Names
from data.reading.meaning.scale_rules import Rule
from data.reading.meaning.survey import Survey, places_of
from data.terms import spelling as texts
from data.terms.problems import Problem

ASK, EMPTY, OUT, OK = "ask", "empty", "out", "ok"
"""States of a cell beside problem codes: the planner is asked, it is empty, its rows are left out, it was read."""
_MOST_LIKENED = 200  # names for which known ones that resemble them are sought: each is compared with all
_LEVEL = re.compile(r"\s+(?:ahli (?:pertama|muda|madya|utama)|pemula|terampil|mahir|penyelia)$", re.IGNORECASE)


@dataclass
class Interpretation:
    """One file, one way of reading it. `questions` that block keep every row waiting; `problems` are about the file.

    `resolved[kind]` maps a canonical text (for agencies: (region code, text)) to (code, state). `possible_periods` are
    those that titles and names around the table could mean; `cadence` is how long the periods are that dates stand for.
    """

    kind: str
    header: list[str]
    meanings: list[Meaning]
    mapping: dict
    known: Known
    locale: str | None
    missing: frozenset[str]
    order: str | None
    scale: tuple[float, float] | None = None
    scale_rules: list[Rule] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    resolved: dict[str, dict] = field(default_factory=dict)
    periods: dict[tuple, tuple[str | None, str]] = field(default_factory=dict)
    possible_periods: tuple[str, ...] = ()
    cadence: str | None = None
    _names: dict[tuple, Names] = field(default_factory=dict)
    _answers_of: dict[str, mappings.Answers] = field(default_factory=dict)
    _added: dict[str, frozenset[str]] = field(default_factory=dict)
    _asked: set[tuple[str, str]] = field(default_factory=set)
    _unknown: Counter[str] = field(default_factory=Counter)

    def places(self, name: str) -> list[int]:
        """The columns that hold a field."""
        return places_of(self.meanings, name)

    @property
    def has_persons(self) -> bool:
        """Whether a column says whom rows are about: by NIP, or by the number of another register."""
        return bool(self.places("nip") or self.places("other_id"))

    def has(self, name: str) -> bool:
        """Whether the file or its mapping says anything about a field."""
        return bool(self.places(name)) or self.constant(name) is not None

    def constant(self, name: str) -> str | None:
        """What the mapping says of a field for the whole file."""
        return self.mapping.get(name) if name in mappings.CONSTANTS else None

    def blank(self, kind: str, cell: object) -> bool:
        """Whether a cell of names says that there is none; one the mapping answers ("-", "nihil") does not."""
        if not numbers.is_missing(cell, self.missing):
            return False
        text = names.texts_of([cell])[cell][0] if isinstance(cell, str) else ""
        return not text or self.answers(kind).of(text) is None

    def ask(
        self, code: str, subject: str, choices: Iterable[str] = (), suggested=None, blocking=True, **detail
    ) -> None:
        """Put one question to the planner, once."""
        if len(self._asked) != len(self.questions):  # what reading the form asked was put there as it is
            self._asked = {(question.code, question.subject) for question in self.questions}
        if (code, subject) not in self._asked:
            self._asked.add((code, subject))
            self.questions.append(Question(code, subject, tuple(choices), suggested, blocking, detail))

    def names(self, kind: str, region: str | None = None) -> Names:
        """The known names of a kind (agencies: of one region)."""
        if (kind, region) not in self._names:
            self._names[kind, region] = names.of(self.known, kind, region)
        return self._names[kind, region]

    def code(self, kind: str, text: str, region: str | None = None, records: int = 0) -> tuple[str | None, str]:
        """(code, state) of a canonical text that names something; an unknown name is asked about."""
        if not text:
            return None, EMPTY
        given = self.answers(kind).of(text)
        if given is not None and given.get("add", {}).get("region") in (None, region):  # added in another one: unknown
            return self.answered(kind, given, region)
        code = self.names(kind, region).exact(text)
        if code is None and kind == "position" and (post := _LEVEL.sub("", text)) != text:
            code = self.names(kind).exact(post)  # the level of a functional post: Perawat Ahli Muda, Bidan Terampil
            code = code if code and code.startswith("JF_") else None
        if code is None and kind == "position" and (post := texts.ACTING.sub("", text)) != text:
            code = self.names(kind).exact(post)  # Plt. Kepala Bidang is rated as a Kepala Bidang
        if code is not None:
            return code, OK
        if kind in ("agency", "name") and texts.is_total(text):
            return None, OUT
        self._unknown[kind] += 1
        near = self.names(kind, region).near(text) if self._unknown[kind] <= _MOST_LIKENED else []
        self.ask(
            f"ask_{kind}", text, [code for code, _, _ in near], near[0][0] if near and near[0][2] >= 0.85 else None,
            ask=f"values.{kind}", near=near, region=region, rows=records,
        )  # fmt: skip
        return None, ASK

    def agency_place(self, region: object, agency: object) -> tuple[str | None, str | None]:
        """(region code, canonical text) of a cell of each column (region None: there is none). An empty cell says what
        the mapping says for the whole file; the text is None where that says nothing either."""
        code = self.constant("region")
        if not numbers.is_missing(region, self.missing):
            code = self.resolved["region"].get(names.texts_of([region])[region][0], (None, EMPTY))[0]
        if self.blank("agency", agency):
            return code, self.constant("agency")
        return code, names.texts_of([agency])[agency][0]

    def answered(self, kind: str, given: dict, region: str | None) -> tuple[str | None, str]:
        """(code, state) of what the mapping answers for a name."""
        if given.get("leave_out"):
            return None, OUT
        if "add" in given:
            return given["add"]["code"], OK
        code = str(given.get("code", ""))
        if code in self.names(kind, region).labels or code in self.added(kind):
            return code, OK
        return None, "mapping_code"

    def added(self, kind: str) -> frozenset[str]:
        """The codes of the names of one kind that the mapping adds."""
        if kind not in self._added:
            self._added[kind] = self.answers(kind).added()
        return self._added[kind]

    def answers(self, kind: str) -> mappings.Answers:
        """What the mapping says of the names of one kind."""
        if kind not in self._answers_of:
            self._answers_of[kind] = mappings.Answers(self.mapping, kind)
        return self._answers_of[kind]


def start(
    kind: str,
    table: Table,
    meanings: list[Meaning],
    survey: Survey,
    mapping: dict,
    known,
    possible_periods: tuple[str, ...] = (),
) -> Interpretation:
    """The plan of one file: its locale, missing words and order of dates. Kinds then resolve what they need."""
    missing = names.missing(known, mapping)
    file = Interpretation(
        kind,
        table.header,
        meanings,
        mapping,
        known,
        None,
        missing,
        mapping.get("date_order"),
        possible_periods=possible_periods,
    )
    file.locale = mapping.get("locale") or survey.evidence.locale
    if file.locale is None:
        seen = [str(each) for each in [*survey.evidence.either, *_both(survey)][:5]]
        file.ask("ask_locale", ", ".join(seen), (numbers.COMMA, numbers.POINT), ask="set:locale", examples=seen)
    if file.order is None:
        dates = [c for name in ("period", "starts", "ends") for cell in survey.seen.get(name, ()) for c in _cells(cell)]
        file.order = period_spellings.day_order(dates)
    return file


def _cells(cell: object) -> list[str]:
    return [part for part in (cell if isinstance(cell, tuple) else (cell,)) if isinstance(part, str)]


def _both(survey: Survey) -> list[object]:
    return [cell for cell in survey.numbers if isinstance(cell, str) and ("," in cell or "." in cell)]


def region(file: Interpretation, survey: Survey) -> None:
    """Which region each row belongs to: its column, the mapping, the only one there is, or the planner's answer."""
    known = file.known.regions
    if not file.has("region"):
        if len(known) == 1:
            file.mapping = file.mapping | {"region": str(known["code"].iloc[0])}
        else:
            file.ask("ask_region", "", map(str, known["code"]), ask="set:region")
    elif (given := file.constant("region")) is not None:
        code, state = file.code("region", given)
        if state == OK:
            file.mapping = file.mapping | {"region": code}
    cells = names.texts_of(survey.seen.get("region", ()))
    file.resolved["region"] = {text: file.code("region", text) for text, _ in cells.values()}


def named(file: Interpretation, survey: Survey, kind: str, column: str | None = None) -> None:
    """Resolve every text of a column of names (and the mapping's constant) to codes."""
    table = file.resolved.setdefault(kind, {})
    if (text := file.constant(kind)) is not None:
        table[text] = file.code(kind, text)
    seen = survey.seen.get(column or kind, {})
    for cell, (text, _) in names.texts_of(seen).items():
        if text not in table and not file.blank(kind, cell):
            table[text] = file.code(kind, text, records=seen[cell])


def rule_scales(known) -> dict[str, tuple[float, float]]:
    """Scale of each rule set that has numbers."""
    table = known.rule_sets
    return {
        str(code): (float(low), float(high))
        for code, low, high in zip(table["code"], table["scale_min"], table["scale_max"], strict=True)
        if pd.notna(low) and pd.notna(high)
    }
