"""An agency that only splits its people otherwise near an end of the scale is not said to have changed."""

import numpy as np
import pytest

from analytics.statistics.ends import ENDS
from analytics.verdicts import MOVES, judge
from data.publishing import publish
from data.terms.actors import system
from data.upkeep.opening import open_store
from pages.answers.attention import named
from pages.answers.changes import changes, judged, region_change
from pages.answers.choice import choose
from pages.answers.reader import StoreReader
from pages.answers.scores import agencies
from pages.ui.words import sentences
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, REGION, add_agencies, add_rows, row

PERIODS = ("2025-S1", "2025-S2")
SIZES = {"A": 205, "B": 40, "C": 40}


def period(rng, units: bool) -> list[dict]:
    """Everybody of A at 99.9, in units of five where units are told; B and C somewhere below."""
    rows, employee = [], 0
    for agency, size in SIZES.items():
        for number in range(size):
            employee += 1
            score = 99.9 if agency == "A" else float(np.clip(rng.normal(75, 3), 0, 90))
            unit = f"U{number // 5:02d}" if agency == "A" and units else None
            by = 9000 + employee // 6
            rows += [
                row(employee, agency, unit, "PEL_ADM", part, "superior", score, by) for part in ("KOM", "TG", "BP")
            ]
    return rows


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "home", threads=1)
    add_agencies(store, REGION, dict.fromkeys(SIZES, "PEND"))
    rng = np.random.default_rng(5)
    for code, units in zip(PERIODS, (True, False), strict=True):
        add_rows(store, REGION, code, period(rng, units))
        publish.publish(store, REGION, code, system("test"), NOW)
    yield store
    store.close()


def test_fewer_people_to_a_block_is_no_rise(store):
    choice = choose(StoreReader(store, SYSTEM), REGION, PERIODS[1], indicator="KOM", source="superior")
    scores = agencies(choice).set_index(["agency", "period"])
    assert scores.loc["A", "score"].round(1).tolist() == [96.0, 99.9]
    assert scores.loc["A", "ends_above"].tolist() == pytest.approx([4.0, 0.0])
    assert (scores["ends_below"] == 0).all() and (scores.loc[["B", "C"], "ends_above"] == 0).all()
    rows = changes(choice, PERIODS[1])
    found = judge(rows).set_index("agency")
    assert (found.loc["A", "verdict"], found.loc["A", "cap_reason"]) == ("uncertain", "ends")
    shown = judged(choice).set_index("agency")
    assert (shown.loc["A", "verdict"], shown.loc["A", "cap_reason"]) == ("uncertain", "ends")
    lead = sentences.trend_lead(next(judged(choice).query("agency == 'A'").itertuples()), choice)
    assert lead.endswith("perubahan ini dapat datang dari batas itu saja.") and "3,9 poin" in lead
    whole = region_change(choice).iloc[0]
    assert whole["ends_below"] == pytest.approx(4.0 * 205 / 285) and whole["verdict"] not in ("up", "likely_up")
    # What the ends are for: without them it would be said to have risen.
    without = rows.assign(low=rows["low"] + rows["ends_below"], p=0.001, **dict.fromkeys(ENDS, 0.0))
    assert judge(without).set_index("agency").loc["A", "verdict"] in MOVES


def test_home_praises_nobody_for_it(store):
    assert "A" not in set(
        named(choose(StoreReader(store, SYSTEM), REGION, PERIODS[1])).query("kind != 'place'")["agency"]
    )
