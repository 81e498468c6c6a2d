"""Whom to learn from: agencies that are strong in an indicator or truly got better, beside those that are weak in
it."""

import pandas as pd

from analytics.verdicts import LEAST_COVERAGE, LIKELY_UP, UP

_COLUMNS = [
    "indicator",
    "mentor",
    "why",
    "verdict",
    "score",
    "eb",
    "estimate",
    "low",
    "high",
    "n_people",
    "coverage",
    "learner",
    "learner_score",
    "same_sector",
]


def mentors(scores: pd.DataFrame, judged: pd.DataFrame, learners: int = 3) -> pd.DataFrame:
    """One row per mentor agency, indicator and agency that could learn (learner None where nobody is weak).

    scores: agency, sector, indicator, score, low, high, eb, n_people, coverage of one period (`add_intervals`,
    `add_shrunk`). judged: changes or trends by agency and indicator. A mentor is an `improver` (verdict up or
    likely_up, and its shrunken score at least the median: not merely less weak than before) or `strong` (whole interval
    above the head-count mean of the indicator). A learner's whole interval lies below that mean; same sector first,
    then the weakest. Improvers stand before the strong: they know the way up.
    """
    kept = scores[scores["low"].notna() & scores["coverage"].ge(LEAST_COVERAGE)]
    columns = ["agency", "indicator", "verdict", "estimate", "low", "high", "p"]
    rises = judged[judged["verdict"].isin([UP, LIKELY_UP])][columns].sort_values("p").drop_duplicates(columns[:2])
    rows = []
    for indicator, group in kept.groupby("indicator", sort=True):
        mean = (group["score"] * group["n_people"]).sum() / group["n_people"].sum()
        weak = group[group["high"] < mean].sort_values(["score", "agency"])
        up = group.drop(columns=["low", "high"]).merge(
            rises[rises["indicator"] == indicator].drop(columns="indicator"), on="agency"
        )
        known = up["eb"].fillna(up["score"]) >= group["eb"].fillna(group["score"]).median()
        improvers = up[known].sort_values("p").assign(why="improver")
        strong = group[(group["low"] > mean) & ~group["agency"].isin(improvers["agency"])]
        strong = strong.sort_values("low", ascending=False).assign(why="strong", verdict=None)
        strong = strong.assign(low=strong["low"] - mean, high=strong["high"] - mean, estimate=strong["score"] - mean)
        for mentor in [*improvers.itertuples(), *strong.itertuples()]:
            own = weak[weak["agency"] != mentor.agency]
            own = own.assign(same_sector=own["sector"] == mentor.sector)
            chosen = own.sort_values("same_sector", ascending=False, kind="stable").head(learners)
            pairs = list(zip(chosen["agency"], chosen["score"], chosen["same_sector"], strict=True))
            for learner, learner_score, same in pairs or [(None, None, None)]:
                rows.append(
                    (indicator, mentor.agency, mentor.why, mentor.verdict, mentor.score, mentor.eb, mentor.estimate,
                     mentor.low, mentor.high, mentor.n_people, mentor.coverage, learner, learner_score, same)
                )  # fmt: skip
    offered = pd.DataFrame(rows, columns=_COLUMNS)
    return offered.astype({"verdict": object, "learner": object}).where(offered.notna(), None)
