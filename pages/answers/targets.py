"""Plan against realisation: the measures of agencies that have a target, each with its state."""

import pandas as pd

from analytics.targets import STATES, add_plan_states
from analytics.trends.trends import trends
from analytics.verdicts import judge
from pages.answers.choice import Choice, frozen, regardless_of
from pages.answers.scores import funnel

# Which way is better; a measure whose direction nobody stated is not judged.
POLARITY = {"realisation": 1, "complaints": -1, "response_days": -1}


@regardless_of("agency")
@frozen("leader")
def states(choice: Choice) -> pd.DataFrame:
    """One row: one measure of one agency in the chosen period: value, target, gap, state, slipping, short_of (gap as a
    share of the target).

    The behind come first, the largest shortfall relative to its target first.
    """
    known = choice.ask("plan_measures", region=choice.region, periods=list(choice.periods))
    seq = known.loc[known["period"] == choice.period, "seq"].max()
    known = known[known["measure"].isin(POLARITY) & known["seq"].le(seq)]
    here = funnel(choice, choice.period)[["agency", "agency_name", "short", "sector"]]
    now = known[known["period"] == choice.period].merge(here, on="agency")
    if choice.sector:
        now = now[now["sector"] == choice.sector]
    if now.empty:
        return now.assign(state=None, gap=0.0, slipping=False)
    series = known.rename(columns={"measure": "indicator", "value": "score"})
    judged = judge(trends(series.assign(coverage=1.0, n_people=pd.NA, segment=0)))
    moves = judged.rename(columns={"indicator": "measure", "estimate": "slope"})
    now = now.merge(moves[["agency", "measure", "slope", "verdict"]], on=["agency", "measure"], how="left")
    # Targets are set per period, so "in time" means by the next one.
    measures = add_plan_states(now.assign(polarity=now["measure"].map(POLARITY), periods_left=1.0))
    measures = measures.assign(
        order=measures["state"].map({code: place for place, code in enumerate(STATES)}),
        short_of=measures["gap"] / measures["target"].abs(),
    )
    return measures.sort_values(["order", "short_of", "agency"], ascending=[True, False, True], ignore_index=True)


def furthest_behind(measures: pd.DataFrame) -> pd.DataFrame:
    """At most one row of `states`: the agency whose plan is furthest from realised."""
    return measures[
        measures["state"].isin(["behind_still", "behind_moving"]) & measures["measure"].eq("realisation")
    ].head(1)
