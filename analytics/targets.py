"""Plan against realisation: level and direction together, in four states."""

import numpy as np
import pandas as pd

STATES = ("behind_still", "behind_moving", "on_track", "met")  # the worst first


def add_plan_states(measures: pd.DataFrame) -> pd.DataFrame:
    """`measures` with state, gap and slipping. One row is one measure of one group in its latest period.

    Needs value, target, polarity (1: higher is better, -1: lower is), verdict (of `verdicts.judge` on the value itself;
    may be missing), slope (units per period) and periods_left (until the target is due; NaN: not known). state: `met`;
    `on_track` (not met, moving the right way and there in time at this pace); `behind_moving`; `behind_still` (no
    movement the right way that can be told from chance); None without value or target. gap: what is missing to the
    target, in units, never negative. slipping: met or not, moving the wrong way.
    """
    sign = measures["polarity"].to_numpy(float)
    gap = sign * (measures["target"] - measures["value"]).to_numpy(float)
    verdict = measures["verdict"].astype(object)
    up, down = verdict.isin(["up", "likely_up"]).to_numpy(), verdict.isin(["down", "likely_down"]).to_numpy()
    better, worse = np.where(sign > 0, up, down), np.where(sign > 0, down, up)
    reach = sign * (measures["slope"] * measures["periods_left"]).to_numpy(float)
    state = np.select(
        [~np.isfinite(gap), gap <= 0, better & (reach >= gap), better],
        ["", "met", "on_track", "behind_moving"],
        "behind_still",
    )
    return measures.assign(
        state=pd.Series(state, index=measures.index, dtype=object).where(state != "", None),
        gap=np.where(np.isfinite(gap), np.maximum(gap, 0.0), np.nan),
        slipping=worse,
    )
