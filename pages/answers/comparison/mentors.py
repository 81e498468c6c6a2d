"""Who got better or stands above on an indicator for sure, and who could learn from them."""

from dataclasses import replace

import pandas as pd

from analytics.comparison.mentors import mentors
from analytics.comparison.shrink import add_shrunk
from pages.answers import reference
from pages.answers.changes import judged_by_indicator
from pages.answers.choice import Choice, remembered
from pages.answers.comparison.comparison import compared
from pages.answers.scores import indicators

LEARNERS = 3
_KEYS = ["indicator", "mentor", "why", "verdict", "score", "estimate"]


@remembered
def pairs(choice: Choice) -> pd.DataFrame:
    """One row: one mentor in one indicator: why (`improver`, `strong`) with verdict, estimate and metric, agency_name,
    and learners, the short names of those who could learn ("" for nobody)."""
    whole = replace(choice, indicator=None, source=None, agency=None)
    scores = indicators(whole)
    scores = scores[scores["indicator"].isin(reference.weighted_indicators(choice.ask))]
    shrunk = [add_shrunk(cells) for _, cells in scores.groupby("indicator", sort=False)]
    if not shrunk:
        return pd.DataFrame(columns=[*_KEYS, "metric", "agency_name", "learners"])
    judged = judged_by_indicator(whole)
    chosen = mentors(pd.concat(shrunk), judged, LEARNERS)
    short = compared(whole).set_index("agency")["short"]
    learners = chosen.assign(learner=chosen["learner"].map(short)).groupby(_KEYS, dropna=False, sort=False)["learner"]
    rows = learners.agg(lambda names: ", ".join(name for name in names if isinstance(name, str)))
    rows = rows.rename("learners").reset_index()
    rows = rows[rows["mentor"].isin(short.index)]
    metric = judged.set_index(["agency", "indicator"])["metric"]
    return rows.assign(
        metric=[metric.get(key) for key in zip(rows["mentor"], rows["indicator"], strict=True)],
        agency_name=rows["mentor"].map(short),
    )
