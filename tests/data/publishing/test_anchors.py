"""What is missing moves nobody by its difficulty: a source or an indicator taken from one agency (design section 4)."""

import numpy as np
import pandas as pd
import pytest

from analytics.comparison.intervals import add_intervals
from data.catalog.catalog import table_rows
from data.publishing import publish
from data.terms.actors import system
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, add_agencies, add_rows, row
from tests.worlds.layers import some

REGION, PERIOD, POSITION = "3403", "2025-S1", "JF_LAYANAN"
OTHERS = ("357823", "1571", "7271")
SOURCES = {"superior": 0.0, "peer": 9.0}
"""How much milder a source is: peers are kind."""
HARDEST, EASIEST = -9.0, 9.0
AGENCIES = 6


def rated(rng: np.random.Generator, indicators: list[str]) -> tuple[list[dict], dict[str, str]]:
    """A region whose indicators and sources differ far more in difficulty than its agencies do in performance."""
    difficulty = dict(zip(indicators, np.linspace(HARDEST, EASIEST, len(indicators)), strict=True))
    found, employee = [], 0
    for number in range(AGENCIES):
        level = 72 + rng.normal(0, 2)
        for _ in range(int(rng.integers(15, 45))):
            employee += 1
            person, superior = rng.normal(0, 5), 1000 + 10 * number + int(rng.integers(4))
            for indicator in indicators:
                peers = rng.choice(range(2000, 2040), 3, replace=False)
                for source, milder in SOURCES.items():
                    for rater in [superior] if source == "superior" else peers:
                        score = level + person + difficulty[indicator] + milder + rng.normal(0, 5)
                        values = (f"A{number}", None, POSITION, indicator, source, float(np.clip(score, 0, 100)))
                        found.append(row(employee, *values, int(rater)))
    return found, {f"A{number}": "KES" for number in range(AGENCIES)}


def composites(store, region: str, rows: list[dict], sectors: dict[str, str]) -> pd.DataFrame:
    """agency -> score, half_width of the composite, as published."""
    add_agencies(store, region, sectors)
    add_rows(store, region, PERIOD, rows)
    publish.publish(store, region, PERIOD, system("test"), NOW)
    asked = {"region": region, "periods": [PERIOD]}
    basis = {"indicator": "*", "source": "all"}
    scores = store.query(SYSTEM, "agency_scores", **asked).assign(**basis)
    spread = store.query(SYSTEM, "spread", **asked, **basis).drop(columns="snapshot_id")
    loads = store.query(SYSTEM, "rater_load", **asked, **basis)
    columns = ["region", "period", "indicator", "source", "agency", "n_people", "n_raters", "sum_nr2"]
    return add_intervals(scores, spread, loads[columns]).set_index("agency")


def plain(rows: list[dict], weights: pd.DataFrame) -> pd.Series:
    """agency -> the composite without anchors: whatever is there, weighted."""
    frame = pd.DataFrame(rows).assign(by=lambda found: found["source"].map({"superior": 0.5, "peer": 0.2}))
    means = frame.groupby(["agency", "indicator", "source", "by"], as_index=False)["score"].mean()
    means["by"] *= means["indicator"].map(weights.set_index("indicator")["weight"])
    return (means["score"] * means["by"]).groupby(means["agency"]).sum() / means.groupby("agency")["by"].sum()


@pytest.mark.parametrize("seed", some(range(3), quick=1))
def test_what_is_missing_moves_no_agency_by_more_than_its_half_width(store, seed):
    """Of one agency either the kind source is taken, or the hardest indicator, or the easiest."""
    weights = table_rows("weights", store.query(SYSTEM, "reference_rows", table="weights"))
    weights = weights[weights["position"].eq(POSITION)].astype({"weight": float})
    weights = weights[weights["weight"].between(1, 39)]
    indicators = sorted(weights["indicator"])
    rows, sectors = rated(np.random.default_rng(seed), indicators)
    whole = composites(store, REGION, rows, sectors)
    for region, gone in zip(OTHERS, ("peer", indicators[0], indicators[-1]), strict=True):
        fewer = [one for one in rows if one["agency"] != "A0" or gone not in (one["source"], one["indicator"])]
        assert len(fewer) < len(rows)
        part = composites(store, region, fewer, sectors)
        moved = (part["score"] - whole["score"]).abs()
        assert moved.notna().all() and (moved < whole["half_width"]).all(), gone
        assert moved["A0"] > 0 and moved["A0"] < abs(plain(fewer, weights)["A0"] - plain(rows, weights)["A0"]), gone
