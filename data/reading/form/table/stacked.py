"""Tables that stand one below the other under the same headings, each with titles that say of whom or when it is."""

import re
from collections.abc import Sequence

from data.terms.office_words import AGENCY_START, ISSUERS, agency_in
from data.terms.spelling import key

_PAGE = re.compile(
    r"(?:halaman|hal|hlm|page|lembar|lanjutan|dicetak|printed|(?:tanggal|tgl|waktu) cetak)\b|\W*\d*\W*$", re.IGNORECASE
)
_NUMBERED = re.compile(r"\W*\b(?:halaman|hal|hlm|page|lembar)\b\W*\d+(?:\W*(?:dari|of|/)\W*\d+)?\W*$", re.IGNORECASE)
UNCLEAR = "unclear"


def titled(first: Sequence[str], block: Sequence[str]) -> tuple[str, str] | str | None:
    """(what the titles of the first table say of its rows, what those of another say of theirs): "Dinas A", "Dinas B".

    `first` and `block` are the titles above the first table, and the rows between two tables. None where the latter are
    but a new page, UNCLEAR where they say something else than the former and it cannot be told what.
    """
    before, here = _by_key(first), _by_key(block)
    new = [text for each, text in here.items() if each not in before and not _PAGE.match(text)]
    gone = [text for each, text in before.items() if each not in here]
    pairs = [(text, old) for text in new if (old := _like(text, gone))]
    if not pairs:
        return UNCLEAR if not before and any(map(AGENCY_START.match, new)) else None
    if len(pairs) > 1:
        return UNCLEAR
    (text, old), own, other = pairs[0], agency_in(pairs[0][0]), agency_in(pairs[0][1])
    if not own or not other or key(own) == key(other):
        return _unlabelled(old), _unlabelled(text)
    rest = key(text).replace(key(own), ""), key(old).replace(key(other), "")
    return (other, own) if rest[0] == rest[1] else UNCLEAR


def renamed(first: Sequence[str], block: Sequence[str]) -> tuple[str, str] | None:
    """The same of a row between records without headings of its own: an agency's name and nothing else, where a title
    of the table names another."""
    names = [name for name in map(_unlabelled, block) if AGENCY_START.match(name)]
    above = [named for named in map(agency_in, first) if named and not ISSUERS.search(key(named))]
    if len(names) != 1 or len(above) != 1 or not AGENCY_START.match(above[0]):
        return None
    return (above[0], names[0])


def _by_key(texts: Sequence[str]) -> dict[str, str]:
    """The texts, each under what is left of it without the number of its page."""
    return {key(_NUMBERED.sub("", text)): text for text in texts}


def _like(text: str, titles: Sequence[str]) -> str | None:
    """The title that a row between two tables takes the place of: it begins alike, or each names an agency."""
    own = agency_in(text)
    for title in titles:
        other = agency_in(title)
        if key(text).split()[:1] == key(title).split()[:1] or (own and other and key(own) != key(other)):
            return title
    return None


def _unlabelled(text: str) -> str:
    return text.rpartition(":")[2].strip() or text
