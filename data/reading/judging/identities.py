"""Who a record is about, where it is not a NIP that says it: another number, unique in its register and agency."""

from collections.abc import Callable

from data.reading.cells import nik, nip
from data.reading.cells.distinct import Encoded, combined
from data.reading.judging.field import Field
from data.reading.meaning import names
from data.reading.meaning.interpretation import ASK, EMPTY, OK
from data.terms import spelling as texts

SIGN = "|"  # between the parts of an identity; no NIP has one
_LONGEST = 64
_UNSAFE = 1e15  # a spreadsheet keeps fifteen digits of a number


def identity(register: str, region: str, agency: str, number: str) -> str:
    """What the pseudonym of a person without NIP is made from."""
    return SIGN.join((texts.key(register), region, agency, texts.key(number)))


def read(cell: object) -> tuple[str | None, str]:
    """(number, ok) of a cell of another register, or (None, problem code). A whole NIP stays a NIP: the same person."""
    if nik.like(cell):
        return None, "nik_refused"
    if isinstance(cell, float | int) and not isinstance(cell, bool) and not (abs(cell) < _UNSAFE and cell == int(cell)):
        return None, "nip_numeric"
    text, done = names.texts_of([cell])[cell]
    if done and done != "text_cleaned":
        return None, done
    digits = "".join(filter(str.isdigit, text))
    if len(digits) == 18 and not any(map(str.isalpha, text)):
        whole, wrong = nip.read(text)
        return whole, wrong or OK
    if nip.read(text)[1] == "nip_exponent":
        return None, "nip_exponent"
    if not texts.key(text) or len(text) > _LONGEST or not digits:
        return None, "other_id_form"
    return text, OK


def completed(
    nips: Field, other: Encoded, register: str, places: tuple[Field, Field], missing: Callable[[object], bool],
    heading: str, required: bool,
) -> Field:  # fmt: skip
    """The field of persons, NIPs where there are, else the other number in its register; `places`: region and agency.

    A record whose agency is not known yet has nobody: it waits, or is refused, for that.
    """
    region, agency = places
    parts = [Encoded(each.codes, range(len(each.values))) for each in (nips, region, agency)]
    codes, tuples = combined([*parts, other])
    values, states, cells = [], [], []
    for of_nip, of_region, of_agency, cell in tuples:
        value, state, shown = nips.values[of_nip], nips.states[of_nip], nips.cells[of_nip]
        if state in (EMPTY, "nip_empty"):
            where = region.values[of_region], agency.values[of_agency]
            if missing(cell):
                state = "nip_empty" if required else EMPTY
            else:
                (value, state), shown = _person(cell, register, where), cell
        values.append(value)
        states.append(state)
        cells.append(shown)
    return Field(codes, values, states, cells, heading)


def _person(cell: object, register: str, where: tuple[str | None, str | None]) -> tuple[str | None, str]:
    number, state = read(cell)
    if number is None or (number.isdecimal() and len(number) == 18):
        return number, state
    region, agency = where
    return (None, ASK) if region is None or agency is None else (identity(register, region, agency, number), OK)
