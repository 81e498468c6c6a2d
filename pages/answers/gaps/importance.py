"""How much each competency matters, as weighted and as it goes with the result, and where that leaves its gap."""

import numpy as np
import pandas as pd

from analytics.gaps.importance import importance, quadrants, stated_weights, within_positions
from pages.answers.choice import Choice, frozen, regardless_of
from pages.answers.gaps.gaps import group_gaps

SEED = 7
OFTEN = 0.7  # share of the groups an indicator must be rated in, or too few groups have all of them
ENOUGH_AGENCIES = 25  # with a score of citizens, for their score to weigh the others against


@regardless_of("sector", "agency", "position", "indicator")
@frozen("leader")
def placed(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one indicator, importance (stated, derived) and quadrant, over the groups of the region in `period`, the
    most important first; n_groups: how many groups there are.

    Scores are taken within positions: a post's level is no evidence that an indicator matters.
    """
    groups = group_gaps(choice, period)
    groups = groups[groups["gap"].notna()]
    if groups.empty:
        return pd.DataFrame()
    stated = stated_weights(choice.ask("weights", region=choice.region, periods=[period]), groups)
    groups = groups[groups["indicator"].isin(stated.index)]
    keys = ["agency", "position"]
    rows = groups.assign(apart=within_positions(groups)).pivot(index=keys, columns="indicator", values="apart")
    outcome = _citizens(choice, period)
    if outcome is not None:
        superior = choice.ask("indicator_scores", region=choice.region, periods=[period], source="superior")
        rows = superior.pivot(index="agency", columns="indicator", values="score")
        outcome = outcome.reindex(rows.index)
    often = rows.columns[rows.notna().mean() >= OFTEN]
    matters = importance(rows[often], stated, np.random.default_rng(SEED), outcome)
    matters = matters.drop(columns="stated")
    short = groups.assign(short=groups["mean"] - groups["standard"]).pivot(
        index=keys, columns="indicator", values="short"
    )
    met = pd.Series(0.0, index=short.columns)
    place = quadrants(short, met, stated / stated.sum(), np.random.default_rng(SEED))
    table = place.merge(matters, on="indicator", how="left")
    table["disagreement"] = table["disagreement"].fillna("unknown")
    table = table.assign(stated=table["importance"], n_groups=len(short))
    return table.sort_values(["importance", "indicator"], ascending=[False, True], ignore_index=True)


def _citizens(choice: Choice, period: str) -> pd.Series | None:
    """Citizens' mean score per agency where enough agencies have one to weigh against."""
    answered = choice.ask("indicator_scores", region=choice.region, periods=[period], source="citizen")
    scores = answered.groupby("agency")["score"].mean()
    return scores if len(scores) >= ENOUGH_AGENCIES else None
