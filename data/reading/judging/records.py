"""One chunk of records, field by field: each unique cell becomes a value and a state; rows look theirs up."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from data.reading.cells import nip, numbers, scale, uniform
from data.reading.cells.distinct import Encoded, combined, constant
from data.reading.judging import identities
from data.reading.judging.field import Field
from data.reading.judging.findings import Findings
from data.reading.meaning import agencies, names
from data.reading.meaning.interpretation import ASK, EMPTY, OK, Interpretation
from data.reading.meaning.pieces import Piece
from data.terms.problems import Problem

_HOURS = re.compile(r"(?<=\d)\s*(?:jp|jam pelajaran|jam|hours?)\.?$", re.IGNORECASE)
MOST_RESPONDENTS = 1_000_000_000  # more people than any agency has asked


class Records:
    """The records of one piece of a file under a plan. Fields are read when asked for and kept."""

    def __init__(self, file: Interpretation, piece: Piece, kept: np.ndarray) -> None:
        """`kept`: a bit per record, as the survey has them."""
        self.file, self.piece, self.n, self.lines = file, piece, len(piece), piece.lines
        self.fields: dict[str, Field] = {}
        self._kept = kept

    def encoded(self, place: int) -> Encoded:
        """A column's unique cells and codes."""
        return self.piece.columns[place]

    def chosen_out(self) -> np.ndarray:
        """Records the planner leaves out, and rows of sums."""
        return ~np.unpackbits(self._kept, count=self.n).astype(bool)

    def named(self, name: str, column: str | None = None, required: bool = True) -> Field:
        """A field of names, as codes. `column`: the field whose column is read in its place."""
        places = self.file.places(column or name)
        table = self.file.resolved.get(name, {})

        def read(cell: object, text: str) -> tuple[str | None, str]:
            return table.get(text, (None, ASK))

        if places:
            return self._keep(name, self._texts(name, places[0], read, required, self.file.constant(name), table))
        if (text := self.file.constant(name)) is not None:
            code, state = table.get(text, (text, OK))
        else:
            code, state = None, ASK if required else EMPTY
        return self._keep(name, Field(np.zeros(self.n, np.int32), [code], [state], [text]))

    def _keep(self, name: str, field: Field) -> Field:
        self.fields[name] = field
        return field

    def _texts(self, name: str, place: int, read: Callable, required: bool, fallback=None, table=None) -> Field:
        column, judged = self.encoded(place), []
        cleaned = names.texts_of(column.unique)
        for cell in column.unique:
            text, done = cleaned[cell]
            if self.file.blank(name, cell) or (not text and done is None):
                if fallback is not None:
                    judged.append(table.get(fallback, (fallback, OK)))
                else:
                    judged.append((None, "required_empty" if required else EMPTY))
            elif done and done != "text_cleaned":
                judged.append((None, done))
            else:
                judged.append(read(cell, text))
        return Field(
            column.codes, [v for v, _ in judged], [s for _, s in judged], column.unique, self.file.header[place]
        )

    def text(self, name: str, required: bool = False) -> Field:
        """A field of free text (name, unit, title), canonical; empty where neither file nor mapping say anything."""
        places, mapped = self.file.places(name), self.file.constant(name)
        if not places:
            return self._keep(name, Field(np.zeros(self.n, np.int32), [mapped], [OK if mapped else EMPTY], [mapped]))
        column = self.encoded(places[0])
        if not uniform.plain_text(column.unique):
            return self._keep(name, self._texts(name, places[0], lambda cell, text: (text, OK), required, mapped, {}))
        blank = (mapped, OK) if mapped is not None else (None, "required_empty" if required else EMPTY)
        field = Field(
            column.codes, [*column.unique], [OK] * len(column.unique), column.unique, self.file.header[places[0]]
        )
        for index, folded in enumerate(map(str.casefold, column.unique)):
            if folded in self.file.missing:
                field.values[index], field.states[index] = blank
        return self._keep(name, field)

    def agency(self) -> Field:
        """The agency of each record, in the record's region, by its name and the code beside it."""
        places = [self.file.places(name)[:1] for name in ("region", "agency", "agency_code")]
        columns = [self.encoded(place[0]) if place else constant(None, self.n) for place in places]
        if self.n and (places[0] or places[2]):
            codes, triples = combined(columns)
        else:
            codes, triples = columns[1].codes, [(None, cell, None) for cell in columns[1].unique]
        judged = [agencies.of_cells(self.file, *triple) for triple in triples]
        cells = [
            f"{numbers.shown(coded)} ≠ {numbers.shown(cell)}" if state == agencies.CONFLICT else cell
            for (_, cell, coded), (_, state) in zip(triples, judged, strict=True)
        ]
        heading = self.file.header[places[1][0]] if places[1] else None
        return self._keep("agency", Field(codes, [v for v, _ in judged], [s for _, s in judged], cells, heading))

    def period(self) -> Field:
        """The period code of each record."""
        places = self.file.places("period")
        if not places:
            code = self.file.mapping.get("period")
            return self._keep("period", Field(np.zeros(self.n, np.int32), [code], [OK if code else ASK], [code]))
        if not self.n:
            return self._keep("period", Field(np.zeros(0, np.int32), [], [], []))
        codes, cells = combined([self.encoded(place) for place in places])
        judged = [self.file.periods.get(each, (None, ASK)) for each in cells]
        states = ["required_empty" if state == EMPTY else state for _, state in judged]
        shown = [" ".join(str(part) for part in each) for each in cells]
        return self._keep("period", Field(codes, [v for v, _ in judged], states, shown, self.file.header[places[0]]))

    def nip(self, required: bool = True) -> Field:
        """The NIP of each record, judged by its employee type where the file names one; in the field `nip` stands the
        number of another register, too, where the file has one."""
        field = self._nip(required)
        others = self.file.places("other_id")
        if others and self.n and "agency" in self.fields:
            field = identities.completed(
                field, self.encoded(others[0]), self.file.meanings[others[0]].register or "",
                (self.fields["region"], self.fields["agency"]),
                lambda cell: numbers.is_missing(cell, self.file.missing), self.file.header[others[0]], required,
            )  # fmt: skip
        return self._keep("nip", field)

    def _nip(self, required: bool) -> Field:
        places = self.file.places("nip")
        if not places:
            return Field(np.zeros(self.n, np.int32), [None], [EMPTY], [None])
        column, types = self.encoded(places[0]), self.fields.get("employee_type")
        pairs: list[tuple]
        if types is None or len(set(types.values)) == 1 or not self.n:
            kind = types.values[0] if types is not None and types.values else None
            codes, pairs = column.codes, [(cell, kind) for cell in column.unique]
        else:
            codes, pairs = combined([column, Encoded(types.codes, types.values)])
        cells = [cell for cell, _ in pairs]
        field = Field(codes, [*cells], [OK] * len(cells), cells, self.file.header[places[0]])
        for place in np.flatnonzero(~nip.surely(cells, [kind for _, kind in pairs])):
            if numbers.is_missing(cells[place], self.file.missing):
                field.values[place], field.states[place] = None, "nip_empty" if required else EMPTY
            else:
                digits, wrong = nip.read(*pairs[place])
                field.values[place], field.states[place] = digits, wrong or OK
        return field

    def number(self, name: str, place: int | None = None) -> Field:
        """A number field of the record (scale, respondents, target), from one of its columns; empty where missing."""
        places = self.file.places(name) if place is None else [place]
        if not places:
            return self._keep(name, Field(np.zeros(self.n, np.int32), [None], [EMPTY], [None]))
        column = self.encoded(places[0])
        cells = [_HOURS.sub("", c) if isinstance(c, str) else c for c in column.unique]
        value, _, state = read_numbers(self.file, cells if name == "learning_hours" else column.unique)
        statuses = [numbers.STATUS[code] for code in state]
        held = [number if each == OK else None for number, each in zip(value.tolist(), statuses, strict=True)]
        states = [EMPTY if each == numbers.MISSING else each for each in statuses]
        return self._keep(name, Field(column.codes, held, states, column.unique, self.file.header[places[0]]))

    def scale(self) -> None:
        """The ends of the scale that each record names, in two columns or in one; empty where it names none."""
        places = self.file.places("scale")
        if not places or self.file.places("scale_min") or self.file.places("scale_max"):
            self.number("scale_min")
            self.number("scale_max")
            return
        column = self.encoded(places[0])
        ends = [scale.read(cell) for cell in column.unique]
        blank = [numbers.is_missing(cell, self.file.missing) for cell in column.unique]
        wrong = [EMPTY if none else "scale_form" for none in blank]
        for end, name in enumerate(("scale_min", "scale_max")):
            held = [pair[end] if pair else None for pair in ends]
            states = [OK if pair else (EMPTY if end else told) for pair, told in zip(ends, wrong, strict=True)]
            self._keep(name, Field(column.codes, held, states, column.unique, self.file.header[places[0]]))

    def people(self, name: str = "respondents") -> Field:
        """How many answered, or how many rated (n_raters): a whole number."""
        field = self.number(name)
        field.refuse(lambda count: not 0 <= count <= MOST_RESPONDENTS or count != int(count), "respondents_form")
        return field

    def report(self, findings: Findings, judged: np.ndarray) -> dict[int, list[Problem]]:
        """Count the problems of the judged records, field by field; returns them per record for the refused file."""
        per_row: dict[int, list[Problem]] = {}
        for name, field in self.fields.items():
            for row in np.flatnonzero(field.faulty() & judged):
                code = field.states[field.codes[row]]
                problem = problem_of(code, int(self.lines[row]), field.column, field.cells[field.codes[row]], name)
                findings.add(problem)
                per_row.setdefault(int(row), []).append(problem)
        return per_row


def read_numbers(file: Interpretation, cells: Sequence[object]) -> tuple[np.ndarray, ...]:
    """`values.numbers` in the file's locale; while that is being asked, what either locale reads is no fault."""
    read = numbers.numbers(cells, file.locale or numbers.COMMA, file.missing)
    if file.locale is None:
        other = numbers.numbers(cells, numbers.POINT, file.missing)
        odd = read[2] == numbers.STATUS.index("number_locale")
        for mine, theirs in zip(read, other, strict=True):
            mine[odd] = theirs[odd]
    return read


def problem_of(
    code: str, line: int, column: str | None, cell: object, name: str = "", expected: str | None = None
) -> Problem:
    """A problem in one cell; what names a person is masked."""
    if name in ("nip", "rater"):
        shown = nip.masked(cell)
    elif name == "name":
        shown = "•••"
    else:
        shown = "" if cell is None else numbers.shown(cell)
    return Problem(code, line, column, shown, expected)
