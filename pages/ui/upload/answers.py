"""Answers to a file's questions -> the mapping it is read with next. Pure: no screen, no store.

An answer is kept under `key(question)` and is one of: {"code": c}, {"add": {...}}, {"leave_out": True} for a name; a
number, or {"leave_out": True}, for a rating in words; {"add": name} or a code for the region; [low, high] for a scale,
"leave_out" where values far from the rest are slips, "restore" where they lost their comma or were shown as
percentages; {"constant": code} or a heading for a missing column; else the value chosen.
"""

import copy

from data.catalog.catalog import Known, guess_sector
from data.reading.form.table.table import Question
from data.reading.meaning import mapping, names
from data.reading.meaning.file_kinds import IGNORE

_FORM = {"encoding_cp1252": "encoding", "delimiter_unclear": "delimiter", "sheet": "sheet"}
SCALES = ("ask_scale", "ask_scale_of", "ask_scale_far", "ask_commas", "ask_percent_over", "ask_percent_far",
          "ask_weighted")  # fmt: skip
_LISTS = ("uncomputed", "serials")  # keys of the mapping that take one answer after the other
_TABLES = {"agency": "agencies", "indicator": "indicators", "region": "regions"}
ADDABLE = ("agency", "indicator", "region")
NAMES = (*ADDABLE, "position", "source", "rule_set", "employee_type", "rating", "predicate", "programme")


_ABOUT_FILE = ("encoding_cp1252", "delimiter_unclear", "sheet", "ask_kind", "ask_region", "ask_missing_column",
               "ask_column_of")  # fmt: skip


def askable(questions: list[Question]) -> list[Question]:
    """What is about the whole file comes first: what names mean depends on it."""
    first = [question for question in questions if question.code in _ABOUT_FILE]
    return first or questions


def key(question: Question) -> str:
    """What tells one question of a file, or of several files, from the others."""
    return question.detail.get("key") or f"{question.code}:{question.subject}"


def kind_of(question: Question) -> str | None:
    """The kind of name a question is about (agency, indicator, ...), "score" for a word, None for any other."""
    ask = question.detail.get("ask", "")
    return ask.removeprefix("values.") if ask.startswith("values.") else None


def proposed(question: Question) -> object | None:
    """The answer shown preselected; None where even that would be a guess."""
    if question.suggested is None or question.code in _FORM or question.code in ("ask_locale", *SCALES):
        return None
    if question.suggested == "leave_out":
        return {"leave_out": True}
    if kind_of(question) == "score":
        return float(question.suggested)
    return {"code": question.suggested} if kind_of(question) in NAMES else question.suggested


def sector_of(question: Question, known: Known) -> str | None:
    """The sector to offer for a new agency: what the first word of its name that says anything speaks of."""
    return guess_sector(question.subject, known)


def add_all(questions: list[Question], answers: dict, known: Known, other_sector: str | None) -> dict:
    """The answers with every unanswered agency and indicator added as new, in the sector its name speaks of; the others
    in `other_sector` (None: they stay open)."""
    filled = dict(answers)
    for question in questions:
        if is_complete(question, filled.get(key(question))):
            continue
        if kind_of(question) == "indicator":
            filled[key(question)] = {"add": {}}
        elif kind_of(question) == "agency":
            filled[key(question)] = {"add": {"sector": sector_of(question, known) or other_sector}}
    return filled


def is_complete(question: Question, answer: object) -> bool:
    """Whether an answer says all that must be said."""
    if isinstance(answer, dict) and "add" in answer:
        return bool(answer["add"].get("sector")) if kind_of(question) == "agency" else answer["add"] != ""
    return answer not in (None, "", [])


def open_questions(questions: list[Question], answers: dict) -> list[Question]:
    """Blocking questions that no complete answer meets."""
    return [q for q in questions if q.blocking and not is_complete(q, answers.get(key(q)))]


def apply(given: dict, questions: list[Question], answers: dict, known: Known) -> dict:
    """The mapping `given` with every complete answer put in. New names keep the code the file gives them, or get one
    in the order of the names, so that the same file gives the same codes again."""
    told = copy.deepcopy(given)
    codes = {kind: _codes(told, kind, known) for kind in ADDABLE}
    for question in sorted(questions, key=key):
        answer = answers.get(key(question))
        if is_complete(question, answer):
            _put(told, question, answer, codes)
    return told


def settled(questions: list[Question], answers: dict, known: Known, taken: dict[str, dict]) -> dict:
    """The answers with the code each new name gets, so that files that share a name share its code and no two names
    have the same; `taken` are the names files add already (`data.reading.several.taken`)."""
    told = apply({"values": taken}, questions, answers, known)
    coded = dict(answers)
    for question in questions:
        answer, kind = answers.get(key(question)), kind_of(question)
        if kind in ADDABLE and isinstance(answer, dict) and "add" in answer and is_complete(question, answer):
            coded[key(question)] = told["values"][kind][question.subject]
    return coded


def _codes(told: dict, kind: str, known: Known) -> names.NewCodes:
    return names.NewCodes([*map(str, getattr(known, _TABLES[kind])["code"]), *mapping.Answers(told, kind).added()])


def _put(told: dict, question: Question, answer: object, codes: dict[str, names.NewCodes]) -> None:
    kind, ask = kind_of(question), question.detail.get("ask", "")
    if question.code in _FORM:
        told[_FORM[question.code]] = answer
        told.pop("columns", None)
    elif kind is not None:
        told.setdefault("values", {}).setdefault(kind, {})[question.subject] = _value(
            told, kind, question, answer, codes
        )
    elif "rules" in question.detail:
        told["scales"] = [*(told.get("scales") or []), *_scales(question, answer)]
    elif ask == "columns" or answer == IGNORE:
        told.setdefault("columns", {})[question.subject] = answer
    elif ask == "one_column":
        told.setdefault("columns", {}).update({other: IGNORE for other in question.choices if other != answer})
    elif ask in _LISTS:
        told[ask] = [*(told.get(ask) or []), question.subject]
    elif ask == "column_of":
        if isinstance(answer, dict):
            told[question.detail["field"]] = answer["constant"]
        else:
            told.setdefault("columns", {})[str(answer)] = question.detail["field"]
    elif isinstance(answer, dict):  # a region nobody named before
        name = answer["add"].strip()
        told["region"] = name
        new = {"code": codes["region"].give(name), "name": name}
        told.setdefault("values", {}).setdefault("region", {})[name] = {"add": new}
    else:
        told[ask.removeprefix("set:")] = answer


def _value(told: dict, kind: str, question: Question, answer: object, codes: dict[str, names.NewCodes]) -> object:
    """What one name or one rating in words stands for."""
    if isinstance(answer, dict) and "add" in answer:
        return {"add": _new(told, kind, question, answer["add"], codes[kind])}
    return None if kind == "score" and answer == {"leave_out": True} else answer


def _scales(question: Question, answer: object) -> list[dict]:
    if answer == "restore":
        return question.detail["restored"]
    scale = None if answer == "leave_out" else answer
    return [{**rule, "scale": scale} for rule in question.detail["rules"]]


def _new(told: dict, kind: str, question: Question, more: dict, codes: names.NewCodes) -> dict:
    code = codes.give(question.subject, question.detail.get("code"))
    new = {"code": code, "name": question.subject, **more}
    if kind == "agency" and question.detail.get("region") and not told.get("region"):
        new["region"] = question.detail["region"]
    return new
