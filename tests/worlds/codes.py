"""Codes no reader should meet: those of the reference tables, values of the program, dates as machines write them."""

import re
from collections.abc import Callable, Iterable, Iterator

import pandas as pd

from pages.answers import reference

TABLES = ("indicators", "positions", "sources", "sectors", "agencies", "programmes", "predicates", "rule_sets")
VALUES = (
    r"True|False|None(?! (?:of|can)\b)|nan|NaN|NaT|<NA>",
    r"\d{4}-\d\d(?:-\d\d)?(?!\d)|\d{4}-[SQ]\d",
    r"[A-Za-z]+_[A-Za-z_0-9]+",
)
ENGLISH = ("planner", "leader", "admin", "accept", "defer", "reject", "plan")
"""Values of the program that are words in English; in Indonesian they give it away."""


def known(ask: Callable[..., pd.DataFrame]) -> set[str]:
    """Every code of the reference tables of a store that is not itself a word of a name, as JPT is."""
    tables = [reference.rows(ask, table) for table in TABLES]
    names = {
        word
        for frame in tables
        for column in frame.columns.intersection(["name", "short", "name_id", "name_en"])
        for text in frame[column]
        for word in re.split(r"[\s/()]+", str(text))
    }
    return {code for frame in tables if "code" in frame for code in frame["code"]} - names


def met(texts: Iterable[tuple[str, str]], codes: set[str], lang: str) -> Iterator[tuple[str, str, str]]:
    """(where, what, text around it) for each code among (where, text)."""
    wanted = {code for code in codes if lang == "id" or not code.isalpha() or not code.islower()}
    spelled = sorted(map(re.escape, wanted | set(ENGLISH if lang == "id" else ())), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w.@/-])(?:{'|'.join((*spelled, *VALUES))})(?![\w-])")
    for where, text in texts:
        for found in pattern.finditer(text):
            yield where, found[0], text[max(0, found.start() - 40) : found.end() + 40]
