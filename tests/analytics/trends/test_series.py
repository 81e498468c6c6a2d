"""What a series is read by: the weight two periods share, the points a line joins, the middle of the peers."""

import numpy as np
import pandas as pd
import pytest

from analytics.trends.peers import LEAST_PEERS, middle_band
from analytics.trends.segments import joined, newest_segment, shared_weight


def observed(seed: int) -> pd.DataFrame:
    """Weights of up to six indicators, some of them not observed in a period."""
    rng = np.random.default_rng(seed)
    rows = []
    for agency in ("A", "B", "C"):
        for period in ("2024-S1", "2024-S2", "2025-S1", "2025-S2"):
            seen = rng.random(6) < 0.7
            for indicator in np.flatnonzero(seen if seen.any() else np.ones(6, bool)):
                what = {"indicator": f"I{indicator % 3}", "source": "peer" if indicator > 2 else "superior"}
                rows.append({"agency": agency, "period": period, "weight": float(rng.uniform(0.05, 0.3))} | what)
    return pd.DataFrame(rows)


def slow_shared(rows: pd.DataFrame) -> dict[tuple, float]:
    shares = {}
    for agency in rows["agency"].unique():
        mine = rows[rows["agency"] == agency]
        before = None
        for period in sorted(mine["period"].unique()):
            now = {(row.indicator, row.source): row.weight for row in mine[mine["period"] == period].itertuples()}
            if before is None:
                shares[agency, period] = np.nan
            else:
                both = sum(min(weight, before.get(code, 0.0)) for code, weight in now.items())
                shares[agency, period] = both / max(sum(now.values()), sum(before.values()))
            before = now
    return shares


@pytest.mark.parametrize("seed", range(5))
def test_the_shared_weight_of_two_periods_is_that_of_the_loop(seed):
    rows = observed(seed)
    wanted = slow_shared(rows)
    shares = shared_weight(rows).set_index(["agency", "period"])["shared_weight"]
    assert len(shares) == len(wanted)
    for key, share in wanted.items():
        assert shares[key] == pytest.approx(share, nan_ok=True)


def test_nothing_observed_shares_nothing():
    shares = shared_weight(observed(0).iloc[:0])
    assert shares.empty and list(shares) == ["agency", "period", "shared_weight"]


def test_a_line_joins_neighbours_of_one_line_only():
    mine = pd.DataFrame({"line": pd.array([1, 1, None, 2, 2, 3], dtype="Int64"), "segment": [0, 0, 0, 0, 0, 1]})
    for by in ("line", "segment"):
        codes = mine[by].tolist()
        wanted = [
            place > 0 and not pd.isna(code) and not pd.isna(codes[place - 1]) and bool(code == codes[place - 1])
            for place, code in enumerate(codes)
        ]
        assert joined(mine, by).tolist() == wanted


def test_the_newest_segment_is_what_came_after_the_last_break():
    series = pd.DataFrame({"seq": [3, 1, 2, 4], "segment": [1, 0, 0, 1]})
    assert newest_segment(series)["seq"].tolist() == [3, 4]


@pytest.mark.parametrize("seed", range(5))
def test_the_band_of_the_peers_is_that_of_sorted_scores(seed):
    rng = np.random.default_rng(seed)
    rows = []
    for seq in range(6):
        for score in rng.uniform(40, 95, rng.integers(1, 30)):
            rows.append({"period": f"P{seq}", "seq": seq, "score": score if rng.random() > 0.1 else np.nan})
    band = middle_band(pd.DataFrame(rows)).set_index("seq")
    for seq in range(6):
        scores = sorted(row["score"] for row in rows if row["seq"] == seq and not np.isnan(row["score"]))
        assert (seq in band.index) == (len(scores) >= LEAST_PEERS)
        if seq in band.index:
            for side, share in (("low", 0.1), ("high", 0.9)):
                place = share * (len(scores) - 1)
                below = int(place)
                above = min(below + 1, len(scores) - 1)
                wanted = scores[below] + (place - below) * (scores[above] - scores[below])
                assert band.loc[seq, side] == pytest.approx(wanted)


def test_too_few_peers_have_no_band():
    assert middle_band(pd.DataFrame({"period": ["P1"] * 4, "seq": 1, "score": [1.0, 2, 3, 4]})).empty
