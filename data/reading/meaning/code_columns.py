"""A column of agencies' codes: beside their names it checks them, alone it stands for them."""

import re
from dataclasses import replace

from data.reading.meaning.file_kinds import IGNORE
from data.reading.meaning.headings import Meaning
from data.terms import spelling as texts

CODED = re.compile(r"\b(?:kode|kd|code|id)\d?\b")
_UNCODED = re.compile(r"\b(?:kode|kd|code|id|nama|name)\d?\b")


def settled(header: list[str], meanings: list[Meaning], mapped: dict, elsewhere: bool) -> list[Meaning]:
    """At most one column holds codes beside names: of several the one that is headed as the names are ("Organisation
    code", "org_id"). Without names the codes are the agencies; but a code of units ("Kode Unit Kerja") is not, where a
    column of units or the title (`elsewhere`) says who they belong to."""
    coded = [place for place, meaning in enumerate(meanings) if meaning.field == "agency_code"]
    named = [place for place, meaning in enumerate(meanings) if meaning.field == "agency"]
    kept = list(meanings)
    if named:
        words = _words(header[named[0]])
        if CODED.search(texts.key(header[named[0]])):
            chosen = []
        elif coded:
            chosen = [place for place in coded if words & _words(header[place])] or coded
        else:
            chosen = _headed_alike(header, meanings, mapped, named[0], words)
        field = "agency_code"
    else:
        of_units = elsewhere or any(meaning.field == "unit" for meaning in meanings)
        chosen = [place for place in coded if not (of_units and "unit" in _words(header[place]))]
        field = "agency"
    for place in coded:
        kept[place] = Meaning(IGNORE, sure=0.0)
    for place in chosen[:1]:
        kept[place] = replace(meanings[place], field=field, sure=1.0)
    return kept


def _headed_alike(header: list[str], meanings: list[Meaning], mapped: dict, named: int, words: set[str]) -> list[int]:
    """The one column left aside that is headed as a code of what the names are."""
    beside = [
        place
        for place, heading in enumerate(header)
        if place != named and meanings[place].field == IGNORE and texts.key(heading) not in mapped
        and CODED.search(texts.key(heading)) and words & _words(heading)
    ]  # fmt: skip
    return beside if len(beside) == 1 else []


def _words(heading: str) -> set[str]:
    return set(_UNCODED.sub(" ", texts.key(heading)).split())
