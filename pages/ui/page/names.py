"""Names of codes, from the reference tables themselves."""

import pandas as pd

from pages.answers import reference
from pages.ui.page import cached
from pages.ui.page.remember import worded
from pages.ui.words import language


def rows(table: str) -> pd.DataFrame:
    """The current rows of one reference table (`answers.reference.rows`), as this visit may see them."""
    return reference.rows(cached.ask, table)


def valid(table: str, period: str) -> pd.DataFrame:
    """The rows of a table with versions that are valid in `period` (`answers.reference.valid`)."""
    return reference.valid(cached.ask, table, period)


@worded
def names(table: str, short: bool = False) -> dict[str, str]:
    """Code -> name in the reader's language, in the table's order."""
    frame = rows(table)
    if frame.empty:
        return {}
    stem = "short" if short and f"short_{language()}" in frame else "name"
    column = f"{stem}_{language()}" if f"{stem}_{language()}" in frame else "name"
    return dict(zip(frame["code"], frame[column], strict=True))


@worded
def renamed(region: str) -> dict[str, str]:
    """Old code -> newest code of the region's agencies that go on under another name."""
    return reference.renamed(cached.ask, region)


def indicator_columns(codes: pd.Series) -> dict[str, pd.Series]:
    """What a frame with the indicators `codes` says of them as columns of a matrix: their names, and their places in
    the one order they have on every page."""
    called = names("indicators")
    place = {code: number for number, code in enumerate(called)}
    return {
        "column": codes,
        "column_label": codes.map(called),
        "column_place": codes.map(place),
        "indicator_name": codes.map(called),
    }


@worded
def weighted_indicators() -> dict[str, str]:
    """Code -> name of the indicators that carry weight for some position, in the table's order."""
    named = names("indicators")
    return {code: named[code] for code in reference.weighted_indicators(cached.ask)}
