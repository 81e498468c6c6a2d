"""How every cell of one file is to be read, and what only the planner can say."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from data import periods
from data.problems import Problem
from data.reading import mapping as told
from data.reading import names, periods_text, values
from data.reading import text as texts
from data.reading.columns import Meaning
from data.reading.names import Names
from data.reading.survey import Survey, places_of
from data.reading.table import Question, Table

ASK, EMPTY, OUT, OK = "ask", "empty", "out", "ok"
"""States of a cell beside problem codes: the planner is asked, it is empty, its rows are left out, it was read."""
_MOST_ASKED = 1_000


@dataclass
class Plan:
    """One file, one way of reading it. `questions` that block keep every row waiting; `problems` are about the file.

    `resolved[kind]` maps a canonical text (for agencies: (region code, text)) to (code, state).
    """

    kind: str
    header: list[str]
    meanings: list[Meaning]
    mapping: dict
    known: object
    locale: str | None
    missing: frozenset[str]
    order: str | None
    scale: tuple[float, float] | None = None
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    resolved: dict[str, dict] = field(default_factory=dict)
    periods: dict[tuple, tuple[str | None, str]] = field(default_factory=dict)
    _names: dict[tuple, Names] = field(default_factory=dict)

    def places(self, name: str) -> list[int]:
        """The columns that hold a field."""
        return places_of(self.meanings, name)

    def has(self, name: str) -> bool:
        """Whether the file or its mapping says anything about a field."""
        return bool(self.places(name)) or self.constant(name) is not None

    def constant(self, name: str) -> str | None:
        """What the mapping says of a field for the whole file."""
        return self.mapping.get(name) if name in told.CONSTANTS else None

    def ask(
        self, code: str, subject: str, choices: Iterable[str] = (), suggested=None, blocking=True, **detail
    ) -> None:
        """Put one question to the planner, once."""
        question = Question(code, subject, tuple(choices), suggested, blocking, detail)
        if all((question.code, question.subject) != (other.code, other.subject) for other in self.questions):
            self.questions.append(question)

    def names(self, kind: str, region: str | None = None) -> Names:
        """The known names of a kind (agencies: of one region)."""
        if (kind, region) not in self._names:
            self._names[kind, region] = names.of(self.known, kind, region)
        return self._names[kind, region]

    def code(self, kind: str, said: str, region: str | None = None, records: int = 0) -> tuple[str | None, str]:
        """(code, state) of a canonical text that names something; an unknown name is asked about."""
        if not said:
            return None, EMPTY
        given = told.answer_of(self.mapping, kind, said)
        if given is not None:
            return (None, OUT) if given.get("leave_out") else self._given(kind, given, region)
        code = self.names(kind, region).exact(said)
        if code is not None:
            return code, OK
        if kind in ("agency", "name") and texts.is_total(said):
            return None, OUT
        asked = sum(1 for question in self.questions if question.detail.get("ask") == f"values.{kind}")
        if asked < _MOST_ASKED:
            near = self.names(kind, region).near(said) if asked < 200 else []
            self.ask(
                f"ask_{kind}", said, [code for code, _, _ in near], near[0][0] if near and near[0][2] >= 0.85 else None,
                ask=f"values.{kind}", near=near, region=region, rows=records,
            )  # fmt: skip
        return None, ASK

    def _given(self, kind: str, given: dict, region: str | None) -> tuple[str | None, str]:
        if "add" in given:
            return given["add"]["code"], OK
        code = str(given.get("code", ""))
        if code in self.names(kind, region).labels or code in self._added(kind):
            return code, OK
        return None, "mapping_code"

    def _added(self, kind: str) -> set[str]:
        answers = self.mapping.get("values", {}).get(kind, {}).values()
        return {each["add"]["code"] for each in answers if isinstance(each, dict) and "add" in each}


def start(kind: str, table: Table, meanings: list[Meaning], survey: Survey, mapping: dict, known) -> Plan:
    """The plan of one file: its locale, missing words and order of dates. Kinds then resolve what they need."""
    words = known.aliases.loc[known.aliases["kind"] == "missing", "alias"]
    extra = [*words, *mapping.get("missing", [])]
    missing = values.BLANKS | {str(word).strip().casefold() for word in extra} - {"nan"}  # NaN is a fault, not a word
    plan = Plan(kind, table.header, meanings, mapping, known, None, missing, mapping.get("date_order"))
    plan.locale = mapping.get("locale") or survey.evidence.locale
    if plan.locale is None:
        seen = [str(each) for each in [*survey.evidence.either, *_both(survey)][:5]]
        plan.ask("ask_locale", ", ".join(seen), (values.COMMA, values.POINT), ask="set:locale", examples=seen)
    if plan.order is None:
        said = [c for name in ("period", "starts", "ends") for cell in survey.seen.get(name, ()) for c in _cells(cell)]
        plan.order = periods_text.day_order(said)
    return plan


def _cells(cell: object) -> list[str]:
    return [part for part in (cell if isinstance(cell, tuple) else (cell,)) if isinstance(part, str)]


def _both(survey: Survey) -> list[object]:
    return [cell for cell in survey.numbers if isinstance(cell, str) and ("," in cell or "." in cell)]


def region(plan: Plan, survey: Survey) -> None:
    """Which region each row belongs to: its column, the mapping, the only one there is, or the planner's answer."""
    known = plan.known.regions
    if not plan.has("region"):
        if len(known) == 1:
            plan.mapping = plan.mapping | {"region": str(known["code"].iloc[0])}
        else:
            plan.ask("ask_region", "", map(str, known["code"]), ask="set:region")
    elif plan.constant("region") is not None:
        code, state = plan.code("region", plan.constant("region"))
        if state == OK:
            plan.mapping = plan.mapping | {"region": code}
    cells = names.texts_of(survey.seen.get("region", ()))
    plan.resolved["region"] = {said: plan.code("region", said) for said, _ in cells.values()}


def named(plan: Plan, survey: Survey, kind: str, column: str | None = None) -> None:
    """Resolve every text of a column of names (and the mapping's constant) to codes."""
    table = plan.resolved.setdefault(kind, {})
    if (said := plan.constant(kind)) is not None:
        table[said] = plan.code(kind, said)
    seen = survey.seen.get(column or kind, {})
    for cell, (said, _) in names.texts_of(seen).items():
        if said not in table and not values.is_missing(cell, plan.missing):
            table[said] = plan.code(kind, said, records=seen[cell])


def agencies(plan: Plan, survey: Survey) -> None:
    """Resolve agencies, each in its row's region. A row the file marks as a benchmark is offered to be left out."""
    marked = {texts.key(each.text) for each in survey.leave_out if each.kind != "total"}
    table = plan.resolved.setdefault("agency", {})
    if (said := plan.constant("agency")) is not None:
        table[plan.constant("region"), said] = plan.code("agency", said, plan.constant("region"))
    for (where, cell), count in survey.seen.get("agency", {}).items():
        code = plan.constant("region")
        if where is not None:
            code = plan.resolved["region"].get(names.texts_of([where])[where][0], (None, EMPTY))[0]
        said = names.texts_of([cell])[cell][0]
        if values.is_missing(cell, plan.missing) or (code, said) in table:
            continue
        before = len(plan.questions)
        table[code, said] = plan.code("agency", said, code, count)
        if len(plan.questions) > before and texts.key(said) in marked:
            asked = plan.questions[-1]
            plan.questions[-1] = Question(
                asked.code, said, ("leave_out", *asked.choices), "leave_out", True, asked.detail | {"marked": True}
            )


def period(plan: Plan, survey: Survey) -> None:
    """Resolve the period of every row: column(s), heading, mapping; a piece of a year, a date or nothing is asked."""
    told_period = plan.mapping.get("period")
    if told_period is not None and periods.parse(str(told_period)) is None:
        found = periods_text.read(str(told_period)).code
        if found is None:
            plan.problems.append(Problem("period_unknown", found=values.shown(str(told_period))))
        plan.mapping = plan.mapping | {"period": found}
    places = plan.places("period")
    meanings = [plan.meanings[at] for at in places]
    values_say = bool(plan.places("raw")) and all(plan.meanings[at].period for at in plan.places("raw"))
    if not places:
        if not plan.mapping.get("period") and not values_say:
            plan.ask("ask_period", "", ask="set:period")
        return
    year = plan.mapping.get("year") or (told_period and int(str(told_period)[:4]))
    cadence = next((m.cadence for m in meanings if m.cadence), plan.mapping.get("cadence"))
    headings = [plan.header[at] for at in places]
    joined = {cells: _joined(cells, headings) for cells in survey.seen.get("period", {})}
    readings = periods_text.read_all(set(joined.values()), year and int(year), plan.order, cadence)
    for cells, said in joined.items():
        if all(values.is_missing(cell, plan.missing) for cell in cells):
            plan.periods[cells] = (plan.mapping.get("period"), OK) if plan.mapping.get("period") else (None, EMPTY)
            continue
        reading = readings[said]
        if reading.code:
            plan.periods[cells] = reading.code, OK
        elif reading.why == "no_year":
            plan.ask("ask_year", str(said), ask="set:year")
            plan.periods[cells] = None, ASK
        elif reading.why == "day_order":
            plan.ask("ask_date_order", str(said), ("dmy", "mdy"), "dmy", ask="set:date_order")
            plan.periods[cells] = None, ASK
        elif reading.why == "cadence":
            plan.ask("ask_cadence", str(said), periods_text.CADENCES, ask="set:cadence")
            plan.periods[cells] = None, ASK
        else:
            plan.periods[cells] = None, "period_unknown"
    fiscal = sorted(str(said) for said, reading in readings.items() if reading.fiscal)
    if fiscal:
        plan.problems.append(Problem("period_fiscal", found=", ".join(fiscal[:5]), blocking=False))
    cadences = {found.cadence for code, _ in plan.periods.values() if code and (found := periods.parse(code))}
    if len(cadences) > 1:
        plan.problems.append(Problem("period_cadences", found=", ".join(sorted(cadences)), blocking=False))


_UNITS = {
    "semester": "Semester",
    "triwulan": "Triwulan",
    "quarter": "Triwulan",
    "tw": "Triwulan",
    "bulan": "",
    "month": "",
}


def _joined(cells: tuple, headings: list[str]) -> object:
    """Several columns that together name a period: Semester | 1 and Tahun | 2025 say "Semester 1 2025"."""
    if len(cells) == 1 and texts.key(headings[0]) not in _UNITS:
        return cells[0]
    said = []
    for cell, heading in zip(cells, headings, strict=True):
        part = names.texts_of([cell])[cell][0]
        unit = _UNITS.get(texts.key(heading))
        if unit == "" and part.isdigit() and 1 <= int(part) <= 12:
            part = next(word for word, number in periods_text.MONTH.items() if number == int(part))
        said.append(f"{unit} {part}" if unit and part.upper() in ("1", "2", "3", "4", "I", "II", "III", "IV") else part)
    return " ".join(said)


def rule_scales(known) -> dict[str, tuple[float, float]]:
    """Scale of each rule set that has numbers."""
    table = known.rule_sets
    return {
        str(code): (float(low), float(high))
        for code, low, high in zip(table["code"], table["scale_min"], table["scale_max"], strict=True)
        if pd.notna(low) and pd.notna(high)
    }
