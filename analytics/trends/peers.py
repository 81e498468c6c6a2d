"""Where the middle of the agencies lies, period by period: the band behind a trend."""

import pandas as pd

LEAST_PEERS = 5
ENDS = (0.1, 0.9)  # the middle 80 %


def middle_band(history: pd.DataFrame) -> pd.DataFrame:
    """One row: one period (period, seq) with low and high, between which the middle 80 % of the scores lie; none with
    fewer than five of them. history: period, seq, score; one row is one agency."""
    groups = history.dropna(subset="score").groupby(["period", "seq"])["score"]
    wide = groups.quantile(list(ENDS)).unstack()
    wide = wide[groups.size() >= LEAST_PEERS]
    if wide.empty:
        return pd.DataFrame(columns=["period", "seq", "low", "high"])
    return wide.set_axis(["low", "high"], axis=1).reset_index().sort_values("seq")
