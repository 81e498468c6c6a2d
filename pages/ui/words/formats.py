"""Figures as a reader here writes them: 1.234,5 · 85% · Rp 12,5 jt · 31 Des 2025 · Semester 1 2025.

Scores carry one decimal. A difference is taken between the rounded figures on screen, so that the reader's own
subtraction agrees. Missing is an en dash, never 0.
"""

import datetime as dt
import re
import unicodedata

import pandas as pd

from data.terms.periods import parse
from pages.answers.rounding import difference as difference  # with the other figures, for whoever writes them
from pages.answers.rounding import shown
from pages.ui.words import language, t

MISSING = "–"
MINUS = "−"
_MARKDOWN = set("\\`*_{}[]()<>#+!|~$:")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#+!|~$:])")
_SWAP = str.maketrans(",.", ".,")
_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_SIZES = (1e12, 1e9, 1e6, 1e3)
_RUPIAH = {"id": ("T", "M", "jt", "rb"), "en": ("tn", "bn", "m", "k")}


def missing(value: object) -> bool:
    return bool(pd.isna(value))


def _spell(value: float, digits: int, lang: str | None) -> str:
    text = f"{abs(value):,.{digits}f}"
    return text.translate(_SWAP) if (lang or language()) == "id" else text


def number(value: float | None, digits: int = 1, lang: str | None = None) -> str:
    """1.234,5 (Indonesian) or 1,234.5 (English)."""
    value = shown(value, digits)
    if missing(value):
        return MISSING
    return (MINUS if value < 0 else "") + _spell(value, digits, lang)


def count(value: float | None, lang: str | None = None) -> str:
    """1.234: people, rows, agencies."""
    return number(value, 0, lang)


def answered(n_people: float | None, n_respondents: float | None = None, lang: str | None = None) -> str:
    """84 pegawai dinilai, 310 responden: staff who were rated and citizens who answered are never added up. Empty where
    neither number is known."""
    counts = (("people", n_people), ("respondents", n_respondents))
    return ", ".join(t(f"number.{name}", lang, n=count(n, lang)) for name, n in counts if not missing(n))


def signed(value: float | None, digits: int = 1, lang: str | None = None) -> str:
    """+1,2 or −0,4; exactly nothing is 0,0 without a sign."""
    value = shown(value, digits)
    if missing(value):
        return MISSING
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + _spell(value, digits, lang)


def percent(share: float | None, digits: int = 0, lang: str | None = None) -> str:
    """A share of 1 as 85%."""
    return MISSING if missing(share) else number(share * 100, digits, lang) + "%"


def rupiah(value: float | None, lang: str | None = None) -> str:
    """Rp 12,5 jt; Rp 1,2 M (miliar). One decimal, dropped when it is 0."""
    if missing(value):
        return MISSING
    lang = lang or language()
    for size, name in zip(_SIZES, _RUPIAH[lang], strict=True):
        if shown(abs(value) / size * 10, 0) >= 10:
            text = number(value / size, 1, lang)
            return f"Rp {text[:-2] if text[-2:] in (',0', '.0') else text} {name}"
    return f"Rp {number(value, 0, lang)}"


def whole_rupiah(value: float | None, lang: str | None = None) -> str:
    """Rp 12.500.000: money in tables and totals, so that a reader's own sum agrees."""
    return MISSING if missing(value) else f"{MINUS if value < 0 else ''}Rp\N{NO-BREAK SPACE}{count(abs(value), lang)}"


def day(value: dt.date | None, lang: str | None = None) -> str:
    """31 Des 2025; a datetime keeps its clock: 31 Des 2025 14.05."""
    if missing(value):
        return MISSING
    lang = lang or language()
    text = f"{value.day} {_MONTHS[lang][value.month - 1]} {value.year}"
    if isinstance(value, dt.datetime):
        text += value.strftime(" %H.%M" if lang == "id" else " %H:%M")
    return text


def period(code: str, short: bool = False, lang: str | None = None) -> str:
    """`2025-S1` -> "Semester 1 2025" or "S1 2025"; other cadences likewise. Unknown codes as they are."""
    known = parse(code)
    if known is None:
        return code
    lang = lang or language()
    year, _, part = code.partition("-")
    if not part:
        return t("number.year_short" if short else "number.year", lang, year=year)
    if part[0] in "SQ":
        stem = "semester" if part[0] == "S" else "quarter"
        return t(f"number.{stem}_short" if short else f"number.{stem}", lang, part=part[1:], year=year)
    return f"{_MONTHS[lang][int(part) - 1]} {year}"


def plain(text: object) -> str:
    """Text from a file, safe to put into a sentence: Markdown and HTML signs are shown, not obeyed."""
    return "".join("\\" + sign if sign in _MARKDOWN else sign for sign in str(text))


def bare(text: str) -> str:
    """Text made for the screen, without the signs of Markdown."""
    return _ESCAPED.sub(r"\1", "".join(sign for sign in text if sign.isprintable()).replace("**", "")).strip()


def rich(text: str) -> str:
    """Text made for the screen as paper takes it: `<b>` about what is bold, nothing else obeyed."""
    parts = "".join(sign for sign in text if sign.isprintable()).split("**")
    for place, part in enumerate(parts):
        part = _ESCAPED.sub(r"\1", part).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts[place] = f"<b>{part}</b>" if place % 2 and part else part
    return "".join(parts).strip()


def file_part(text: str, longest: int = 40) -> str:
    """Text as part of a file's name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", bare(text)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")
