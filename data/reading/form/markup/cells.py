"""One cell of an HTML table: what it shows, or the number its writer keeps beside that at full precision."""

import datetime
import re
from collections.abc import Mapping

_STORED = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?")
_SHOWN = re.compile(r"[-−]?\d[\d.,' ]*(?:[eE][+-]?\d{1,3})?")
_ERROR = re.compile(r"#(?:[A-Z]+(?:/\d)?[!?]|N/A|DIV/0)|#{3,}")
_EPOCH = datetime.datetime(1899, 12, 30)
_LAST_DAY = 2_958_466  # 31 December 9999


def error_in(text: str, attributes: Mapping[str, str]) -> bool:
    """Whether a cell says that its program could not compute it, or could not show it (`###`)."""
    return "x:err" in attributes or attributes.get("data-t") == "e" or bool(_ERROR.fullmatch(text))


def value(text: str, attributes: Mapping[str, str]) -> object:
    """A str, float, date or datetime.

    Excel writes `x:num`, LibreOffice `sdval`, SheetJS `data-v` beside the text that a number is shown as. The number is
    taken where what is shown is the same rounded; a percentage is what it is shown as, to the full precision of the
    number; a number shown as a day is that day; shown with words it is the text. Where the two differ the cell is
    neither: "825 ≠ 82.5", which no later step takes for a number.
    """
    stored = _stored(attributes)
    if stored is None or stored == text:
        return text if text or not attributes.get("x:fmla") else attributes["x:fmla"]
    number = float(stored)
    if text.endswith("%"):
        return _percent(text, number, stored)
    if _SHOWN.fullmatch(text):
        return number if _same(text, number) else f"{text} ≠ {stored}"
    if not text:
        return f"- ≠ {stored}"
    return _day(text, number) or text


def _stored(attributes: Mapping[str, str]) -> str | None:
    for name in ("x:num", "sdval", "data-v"):
        given = attributes.get(name, "").strip()
        if _STORED.fullmatch(given) and (name != "data-v" or attributes.get("data-t", "n") == "n"):
            return given
    return None


def _same(text: str, number: float) -> bool:
    """Whether a number rounded as shown is the text, with a decimal comma or a decimal point."""
    digits, _, exponent = text.lower().replace("−", "-").partition("e")
    for decimal in ",.":
        whole, _, places = digits.rpartition(decimal) if digits.count(decimal) == 1 else (digits, "", "")
        bare = re.sub(r"[.,' ]", "", whole) + "." + places
        if not re.fullmatch(r"-?\d+\.\d*", bare):
            continue
        power = 10.0 ** int(exponent or 0)
        if abs(float(bare) * power - number) <= 0.5 * 10.0 ** -len(places) * power * (1 + 1e-9) + abs(number) * 1e-15:
            return True
    return False


def _percent(text: str, number: float, stored: str) -> str:
    shown = text[:-1].rstrip()
    if not _SHOWN.fullmatch(shown) or not (_same(shown, number * 100) or _same(shown, number)):
        return f"{text} ≠ {stored}"
    if _same(shown, number):  # the sign stands in the format as a letter: nothing was multiplied
        return text
    precise = f"{number * 100:.12g}"
    return text if "." not in precise else (precise.replace(".", ",") if "," in shown else precise) + "%"


def _day(text: str, number: float) -> datetime.date | None:
    """The day a serial number stands for, where its day and year (and its month, unless in letters) are shown."""
    if not 1 <= number < _LAST_DAY:
        return None
    moment = _EPOCH + datetime.timedelta(seconds=round(number * 86_400))
    shown = [int(part) for part in re.findall(r"\d{1,4}", text)]
    letters = re.search(r"[^\W\d]{3}", text) is not None
    if moment.day not in shown or not {moment.year, moment.year % 100} & set(shown):
        return None
    if not letters and moment.month not in shown:
        return None
    return moment if ":" in text else moment.date()
