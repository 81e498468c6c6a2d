"""A cell that names a scale: "1-5", "0 s/d 100", 5."""

import re

_ENDS = re.compile(
    r"(?:skala|scale)?\s*(\d{1,4}(?:[.,]\d+)?)\s*(?:-|–|—|\.\.|s/?d\.?|s\.d\.?|sampai(?: dengan)?|hingga|to)"
    r"\s*(\d{1,4}(?:[.,]\d+)?)",
    re.IGNORECASE,
)
_OF_ONE_END = {4.0: (1.0, 4.0), 5.0: (1.0, 5.0), 100.0: (0.0, 100.0), 120.0: (0.0, 120.0)}
"""Of 10 nobody knows whether it begins with 0 or with 1."""


def read(cell: object) -> tuple[float, float] | None:
    """Both ends of the scale that a cell names; None where it names none."""
    text = str(cell).strip()
    if match := _ENDS.fullmatch(text):
        low, high = (float(end.replace(",", ".")) for end in match.groups())
        return (low, high) if low < high else None
    try:
        return _OF_ONE_END.get(float(text))
    except ValueError:
        return None
