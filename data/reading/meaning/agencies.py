"""Which agency each row speaks of: by its name, by a code beside the name, or refused where the two contradict."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from data.reading.cells import numbers
from data.reading.form.table.table import Question
from data.reading.meaning import names
from data.reading.meaning.interpretation import ASK, EMPTY, OK, OUT, Interpretation
from data.reading.meaning.survey import Survey
from data.terms import spelling as texts
from data.terms.problems import Problem

CONFLICT = "agency_code_conflict"


def settle(file: Interpretation, survey: Survey) -> None:
    """Resolve agencies, each in its row's region. A row the file marks as a benchmark or a total is offered to be left
    out."""
    marked = {texts.key(each.text) for each in survey.leave_out}
    table = file.resolved.setdefault("agency", {})
    own_codes = _own_codes(survey)
    regions = survey.seen.get("region") or {None: survey.records}
    seen = survey.seen.get("agency") or {(where, None): count for where, count in regions.items()}
    for (where, cell), count in seen.items():
        region, text = file.agency_place(where, cell)
        if text is None or (region, text) in table:
            continue
        before = len(file.questions)
        table[region, text] = file.code("agency", text, region, count)
        if len(file.questions) > before:
            _with_more(file, region, own_codes.get(cell), texts.key(text) in marked)
    _settle_codes(file, survey)


def of_cells(file: Interpretation, where: object, cell: object, coded: object) -> tuple[str | None, str]:
    """(agency, state) of a record by its cells of region, agency and agency's code (None: no such column)."""
    region, text = file.agency_place(where, cell)
    if text is None and coded is None:
        return None, "required_empty" if file.places("agency") else ASK
    done = None if text is None or cell is None else names.texts_of([cell])[cell][1]
    if done and done != "text_cleaned":
        return None, done
    named = file.resolved.get("agency", {}).get((region, text), (None, ASK))
    if (code := _code_text(file, coded)) is None:
        return (None, "required_empty") if text is None else named
    meant, state = file.resolved.get("agency_code", {}).get((region, texts.key(code)), (None, EMPTY))
    if text is None:
        return (meant, state) if state != EMPTY else (None, "required_empty")
    if named[1] != OK or state in (EMPTY, OUT):
        return named
    return named if meant == named[0] or state != OK else (None, CONFLICT)


def _with_more(file: Interpretation, region: str | None, own: str | None, marked: bool) -> None:
    """Complete the question just asked about a name: the file's code for it, and that it is marked as a benchmark."""
    asked = file.questions[-1]
    if own:
        asked.detail["code"] = own
        if own in file.names("agency", region).labels:  # known by this code under another name
            asked = replace(asked, choices=tuple(dict.fromkeys((own, *asked.choices))), suggested=own)
    if marked:
        asked = Question(
            asked.code, asked.subject, ("leave_out", *asked.choices), "leave_out", True, asked.detail | {"marked": True}
        )
    file.questions[-1] = asked


def _settle_codes(file: Interpretation, survey: Survey) -> None:
    """What each code of the file means: the agency the planner said, the one known by it, or the one whose name stands
    beside it all through the file. A code that stands beside others' names only is asked about, and so is one that
    stands where nothing names an agency. Where most codes stand beside several agencies they say nothing of them."""
    table = file.resolved.setdefault("agency_code", {})
    beside: dict[tuple[str | None, str], Counter] = {}
    spelled: dict[str, str] = {}
    for region, text, code, count in _coded(file, survey):
        named, state = file.resolved["agency"].get((region, text), (None, EMPTY))
        counter = beside.setdefault((region, spelled.setdefault(texts.key(code), code)), Counter())
        if state == OK:
            counter[named] += count
        elif text is None:
            counter[None] += count
    shared = [pair for pair, named in beside.items() if len(named.keys() - {None}) > 1 and not _known(file, *pair)]
    told = any(file.answers("agency_code").of(code) is not None for _, code in beside)
    if not told and 2 * len(shared) > len(beside):  # codes of what is inside the agencies, or of their region
        file.problems.append(Problem("agency_codes_shared", found=str(len(shared)), blocking=False))
        return
    for (region, code), named in beside.items():
        nameless = named.pop(None, 0)
        table[region, texts.key(code)] = _meaning(file, region, code, named, nameless)


def _meaning(
    file: Interpretation, region: str | None, code: str, named: Counter, nameless: int
) -> tuple[str | None, str]:
    given = file.answers("agency_code").of(code)
    if given is not None:
        return file.answered("agency", given, region)
    known = _known(file, region, code)
    if known is not None and (not named or known in named):
        return known, OK
    if known is None and len(named) == 1:
        return next(iter(named)), OK
    if not named:  # pairs of an unknown code and an unknown name are asked by their name
        return file.code("agency", code, region, nameless) if nameless else (None, EMPTY)
    labels = file.names("agency", region).labels
    choices = tuple(dict.fromkeys([*([known] if known else []), *(agency for agency, _ in named.most_common())]))
    said = "; ".join(f"{labels.get(agency, agency)} ({count})" for agency, count in named.most_common(5))
    file.ask(
        "ask_agency_code", code, (*choices, "leave_out"), None, ask="values.agency_code", beside=said,
        stands_for=labels.get(known, "-") if known else "-",
    )  # fmt: skip
    return None, ASK


def _known(file: Interpretation, region: str | None, code: str) -> str | None:
    """The agency, known or added by the mapping, that has this very code."""
    codes = (*file.names("agency", region).labels, *sorted(file.added("agency")))
    return next((own for own in codes if texts.key(own) == texts.key(code)), None)


def _coded(file: Interpretation, survey: Survey) -> Iterator[tuple[str | None, str | None, str, int]]:
    """(region, name, code, records) of every pair of a name and a code; the name is None where its cell is empty."""
    for (where, cell, coded), count in survey.seen.get("agency_code", {}).items():
        if (code := _code_text(file, coded)) is not None:
            yield *file.agency_place(where, cell), code, count


def _code_text(file: Interpretation, cell: object) -> str | None:
    if cell is None or numbers.is_missing(cell, file.missing):
        return None
    return names.texts_of([cell])[cell][0] or None


def _own_codes(survey: Survey) -> dict[object, str]:
    """Agency cell -> the code a column beside it gives it, where one code goes with one name all through the file."""
    pairs = {(cell, names.texts_of([code])[code][0]) for _, cell, code in survey.seen.get("agency_code", ())}
    cells, codes = Counter(cell for cell, _ in pairs), Counter(code for _, code in pairs)
    return {
        cell: code
        for cell, code in pairs
        if cells[cell] == 1 and codes[code] == 1 and len(code) <= names.LONGEST_OWN_CODE and names.CODE.match(code)
    }
