"""Plan against realisation: the measures of agencies that have a target, each with its state in words."""

import pandas as pd

from analytics.targets import add_plan_states
from analytics.trends.trends import trends
from analytics.verdicts import judge
from pages.answers.choice import Choice
from pages.ui.page import cached
from pages.ui.page.remember import remembered
from pages.ui.scores import figures
from pages.ui.words import formats, t

# Which way is better; a measure whose direction nobody stated is not judged.
POLARITY = {"realisation": 1, "complaints": -1, "response_days": -1}
DIGITS = {"complaints": 0}
ORDER = ["behind_still", "behind_moving", "on_track", "met"]


@remembered
def states(choice: Choice) -> pd.DataFrame:
    """One row: one measure of one agency in the chosen period: value, target, gap, state, state_words, slipping.

    The behind come first, the largest shortfall relative to its target first.
    """
    known = cached.ask("plan_measures", region=choice.region, periods=list(choice.periods))
    seq = known.loc[known["period"] == choice.period, "seq"].max()
    known = known[known["measure"].isin(POLARITY) & known["seq"].le(seq)]
    here = figures.funnel(choice, choice.period)[["agency", "agency_name", "short", "sector"]]
    now = known[known["period"] == choice.period].merge(here, on="agency")
    if choice.sector:
        now = now[now["sector"] == choice.sector]
    if now.empty:
        return now.assign(state=None, state_words="", gap=0.0, slipping=False, measure_name="")
    series = known.rename(columns={"measure": "indicator", "value": "score"})
    judged = judge(trends(series.assign(coverage=1.0, n_people=pd.NA, segment=0)))
    moves = judged.rename(columns={"indicator": "measure", "estimate": "slope"})[
        ["agency", "measure", "slope", "verdict"]
    ]
    now = now.merge(moves, on=["agency", "measure"], how="left")
    # Targets are set per period, so "in time" means by the next one.
    found = add_plan_states(now.assign(polarity=now["measure"].map(POLARITY), periods_left=1.0))
    found = found.assign(
        measure_name=[t(f"measure.{code}") for code in found["measure"]],
        state_words=[t(f"plan_state.{code}") for code in found["state"]],
        **{
            f"{name}_words": [
                formats.number(value, DIGITS.get(code, 1))
                for value, code in zip(found[name], found["measure"], strict=True)
            ]
            for name in ("value", "target", "gap")
        },
        order=found["state"].map({code: at for at, code in enumerate(ORDER)}),
        short_of=found["gap"] / found["target"].abs(),
    )
    return found.sort_values(["order", "short_of", "agency"], ascending=[True, False, True], ignore_index=True)


def worst(choice: Choice):
    """The agency whose plan is furthest from realised, as a named tuple, or None."""
    found = states(choice)
    behind = found[found["state"].isin(["behind_still", "behind_moving"]) & found["measure"].eq("realisation")]
    return next(behind.itertuples(), None)
