"""The terms of the field and what they mean: a list on the method page, a sign beside every figure that uses one."""

import re

from pages.ui.words import language, strings, t


def terms(lang: str | None = None) -> dict[str, str]:
    """Term -> meaning, sorted by what the terms are called."""
    keys = {key.rsplit(".", 1)[0] for key in strings() if key.startswith("glossary.")}
    meanings = {t(f"{key}.term", lang): t(f"{key}.meaning", lang) for key in keys}
    return dict(sorted(meanings.items(), key=lambda pair: pair[0].lower()))


def explained(*texts: str) -> str | None:
    """What the terms in `texts` mean, one a paragraph; None where none is used.

    A term with two spellings ("IKM / SKM") is found by either, a range by its share ("95%").
    """
    text = " ".join(texts)
    found = [f"**{term}**: {meaning}" for term, meaning in terms(language()).items() if _used(term, text)]
    return "\n\n".join(found) or None


def abbreviations(*headings: str) -> str:
    """What the abbreviations in the headings of a table mean, in one line; "" where there is none."""
    text = " ".join(headings)
    found = {term: meaning for term, meaning in terms(language()).items() if _ABBREVIATED.fullmatch(term)}
    return " ".join(f"**{term}**: {meaning}" for term, meaning in found.items() if _used(term, text))


_ABBREVIATED = re.compile(r"[A-Z]{2,}(?: / [A-Z]{2,})*")


def _used(term: str, text: str) -> bool:
    spellings = [*term.split(" / "), *re.findall(r"\d+%", term)]
    return any(re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text, re.IGNORECASE) for spelling in spellings)
