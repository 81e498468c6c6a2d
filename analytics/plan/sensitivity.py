"""Which parts of a plan stand when weights and prices were a little other than assumed."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.plan.case import Case
from analytics.plan.search.greedy import begin, fill

DRAWS = 20
WEIGHT = (0.5, 1.5)  # as in `needs.ranking.robustness`
PRICE = (0.8, 1.2)
KEPT = 0.5  # of its seats, for a programme to count as staying in the plan


def staying(case: Case, seats: pd.DataFrame, rng: np.random.Generator, draws: int = DRAWS) -> pd.DataFrame:
    """One row = one programme of the plan: `seats` in it, `kept` (share of draws in which at least half of them are
    bought again), `low` and `high` (least and most seats over the draws), most seats first.

    seats: of the plan as it stands. In every draw the need of each indicator is multiplied by uniform(0.5, 1.5), the
    price of each programme by uniform(0.8, 1.2), and a plan is made anew by the best need per rupiah.
    """
    planned = seats.groupby("programme").size()
    counts = np.zeros((draws, len(case.programmes)))
    for draw in range(draws):
        drawn = fill(begin(_drawn(case, rng)), "per_rupiah")
        counts[draw] = drawn.seats.sum(axis=1)
    table = pd.DataFrame({"programme": case.programmes["programme"], "low": counts.min(axis=0).astype(int),
                          "high": counts.max(axis=0).astype(int)})  # fmt: skip
    table["seats"] = table["programme"].map(planned).fillna(0).astype(int)
    table["kept"] = (counts >= KEPT * table["seats"].to_numpy()).mean(axis=0)
    table = table.loc[table["seats"] > 0, ["programme", "seats", "kept", "low", "high"]]
    return table.sort_values(["seats", "programme"], ascending=[False, True], ignore_index=True)


def _drawn(case: Case, rng: np.random.Generator) -> Case:
    """The case with other weights and prices."""
    weight = rng.uniform(*WEIGHT, case.need.shape[1])
    total = float(case.need.sum())
    need = case.need * weight
    price = rng.uniform(*PRICE, len(case.programmes))
    money = ["course", "travel", "allowance", "batch_cost"]
    programmes = case.programmes.assign(**{part: case.programmes[part] * price for part in money})
    # Brought back to the same total: asked is what stays when proportions differ, not when everything is needed more.
    return replace(case, need=need * (total / need.sum() if need.sum() > 0 else 1.0), programmes=programmes)
