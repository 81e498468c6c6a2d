"""Rows of the reference tables, as they count now or in a period. `ask` answers named queries (`Choice.ask`)."""

import json
from collections.abc import Callable
from functools import lru_cache

import pandas as pd

from data.catalog.declaration import TABLES
from data.terms.periods import begun

Ask = Callable[..., pd.DataFrame]


def rows(ask: Ask, table: str) -> pd.DataFrame:
    """The current rows of one reference table, with the table's own columns; in `ord` where it has one. Indicators
    stand in the one order they have on every page: the heaviest first, then those no position weighs."""
    weights = _texts(ask, "weights") if table == "indicators" else ()
    return _parsed(_texts(ask, table), weights).copy()


def _texts(ask: Ask, table: str) -> tuple[str, ...]:
    return tuple(ask("reference_rows", table=table)["row_json"])


@lru_cache(maxsize=64)  # every filter and every name asks for its table again
def _parsed(texts: tuple[str, ...], weights: tuple[str, ...] = ()) -> pd.DataFrame:
    frame = pd.DataFrame([json.loads(text) for text in texts])
    if "ord" in frame:
        return frame.sort_values("ord", key=pd.to_numeric, kind="stable", ignore_index=True)
    if weights and len(frame):
        stated = _parsed(weights)
        total = pd.to_numeric(stated["weight"]).groupby(stated["indicator"]).sum()
        heaviest = frame["code"].map(total).fillna(-1.0).sort_values(ascending=False, kind="stable")
        return frame.loc[heaviest.index].reset_index(drop=True)
    return frame


def valid(ask: Ask, table: str, period: str) -> pd.DataFrame:
    """The rows of a table with versions (`valid_from`) that are valid in `period`: of each key the newest that has
    begun by the start of the period, as publishing takes them. In the order of `rows`; without any, the columns alone.
    """
    versions = rows(ask, table).reindex(columns=[column.name for column in TABLES[table].columns])
    place = {code: number for number, code in enumerate(begun(versions["valid_from"], period))}
    versions = versions.assign(place=versions["valid_from"].map(place)).dropna(subset="place")
    newest = versions.sort_values("place", kind="stable").drop_duplicates(list(TABLES[table].key), keep="last")
    return newest.drop(columns="place").sort_index()


def standards(ask: Ask, period: str) -> pd.DataFrame:
    """position, indicator, standard: the rows valid in `period`."""
    versions = valid(ask, "standards", period)[["position", "indicator", "standard"]]
    return versions.assign(standard=pd.to_numeric(versions["standard"]))


def codes(ask: Ask, table: str) -> list[str]:
    """The codes of a reference table, in its order."""
    frame = rows(ask, table)
    return [] if frame.empty else frame["code"].tolist()


def renamed(ask: Ask, region: str) -> dict[str, str]:
    """Old code -> newest code of the region's agencies that go on under another name."""
    steps = rows(ask, "successions").reindex(columns=["region", "old", "new", "kind", "period"])
    steps = steps[(steps["region"] == region) & (steps["kind"] == "rename")].sort_values("period")
    newest: dict[str, str] = {}
    for step in steps.itertuples():
        newest = {old: step.new if new == step.old else new for old, new in newest.items()} | {step.old: step.new}
    return newest


def weighted_indicators(ask: Ask) -> list[str]:
    """Codes of the indicators that carry weight for some position, in the order of `codes`."""
    weights = rows(ask, "weights")
    weighted = set() if weights.empty else set(weights["indicator"])
    return [code for code in codes(ask, "indicators") if code in weighted]
