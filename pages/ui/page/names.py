"""Names of codes, from the reference tables themselves."""

import json

import pandas as pd

from data.catalog.declaration import TABLES
from data.terms.periods import begun
from pages.ui.page import cached
from pages.ui.words import language


def rows(table: str) -> pd.DataFrame:
    """The current rows of one reference table, with the table's own columns; in `ord` where it has one."""
    found = cached.ask("reference_rows", table=table)
    frame = pd.DataFrame([json.loads(text) for text in found["row_json"]])
    if "ord" in frame:
        frame = frame.sort_values("ord", key=pd.to_numeric, kind="stable", ignore_index=True)
    return frame


def valid(table: str, period: str) -> pd.DataFrame:
    """The rows of a table with versions (`valid_from`) that are valid in `period`: of each key the newest that has
    begun by the start of the period, as publishing takes them. In the order of `rows`; without any, the columns alone.
    """
    found = rows(table).reindex(columns=[column.name for column in TABLES[table].columns])
    place = {code: at for at, code in enumerate(begun(found["valid_from"], period))}
    found = found.assign(place=found["valid_from"].map(place)).dropna(subset="place")
    newest = found.sort_values("place", kind="stable").drop_duplicates(list(TABLES[table].key), keep="last")
    return newest.drop(columns="place").sort_index()


def names(table: str, short: bool = False) -> dict[str, str]:
    """Code -> name in the reader's language, in the table's order."""
    frame = rows(table)
    if frame.empty:
        return {}
    stem = "short" if short and f"short_{language()}" in frame else "name"
    column = f"{stem}_{language()}" if f"{stem}_{language()}" in frame else "name"
    return dict(zip(frame["code"], frame[column], strict=True))


def renamed(region: str) -> dict[str, str]:
    """Old code -> newest code of the region's agencies that go on under another name."""
    steps = rows("successions").reindex(columns=["region", "old", "new", "kind", "period"])
    steps = steps[(steps["region"] == region) & (steps["kind"] == "rename")].sort_values("period")
    found: dict[str, str] = {}
    for step in steps.itertuples():
        found = {old: step.new if new == step.old else new for old, new in found.items()} | {step.old: step.new}
    return found


def weighted_indicators() -> dict[str, str]:
    """Code -> name of the indicators that carry weight for some position, the heaviest first."""
    weights = rows("weights")
    if weights.empty:
        return {}
    total = pd.to_numeric(weights["weight"]).groupby(weights["indicator"]).sum()
    called = names("indicators")
    return {code: called[code] for code in total.sort_values(ascending=False, kind="stable").index if code in called}
