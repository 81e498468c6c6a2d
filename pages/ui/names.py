"""Names of codes, from the reference tables themselves."""

import json

import pandas as pd

from pages.ui import cached
from pages.ui.words import language


def rows(table: str) -> pd.DataFrame:
    """The current rows of one reference table, with the table's own columns; in `ord` where it has one."""
    found = cached.ask("reference_rows", table=table)
    frame = pd.DataFrame([json.loads(text) for text in found["row_json"]])
    if "ord" in frame:
        frame = frame.sort_values("ord", key=pd.to_numeric, kind="stable", ignore_index=True)
    return frame


def names(table: str, short: bool = False) -> dict[str, str]:
    """Code -> name in the reader's language, in the table's order."""
    frame = rows(table)
    if frame.empty:
        return {}
    stem = "short" if short and f"short_{language()}" in frame else "name"
    column = f"{stem}_{language()}" if f"{stem}_{language()}" in frame else "name"
    return dict(zip(frame["code"], frame[column], strict=True))


def weighted_indicators() -> dict[str, str]:
    """Code -> name of the indicators that carry weight for some position, the heaviest first."""
    weights = rows("weights")
    if weights.empty:
        return {}
    total = pd.to_numeric(weights["weight"]).groupby(weights["indicator"]).sum()
    called = names("indicators")
    return {code: called[code] for code in total.sort_values(ascending=False, kind="stable").index if code in called}
