"""What superiors say of an agency's staff beside what citizens say of them. From released figures only."""

from dataclasses import replace

import pandas as pd

from analytics.citizens.disagreement import add_disagreement, answer_variance, rank_correlation
from pages.answers import reference, scores
from pages.answers.choice import Choice, remembered
from pages.answers.citizens.survey import indices, narrowed

SERVICE = "BP"
"""What superiors are asked of service to citizens."""


def asked_of_superiors(choice: Choice) -> str | None:
    """The indicator on which superiors are set beside citizens: service to citizens, or (None) the composite where
    superiors were not asked of it."""
    rated = choice.ask("indicator_scores", region=choice.region, periods=[choice.period], source="superior")
    return SERVICE if SERVICE in set(rated["indicator"]) else None


@remembered
def beside(choice: Choice) -> pd.DataFrame:
    """One row: one chosen agency with both views in the chosen period, the largest disagreement first: superior and
    citizens (0-100; of citizens the elements of staff) and the columns of `add_disagreement`, judged among all agencies
    of the region."""
    staff = replace(choice.whole(choice.period), source="superior", indicator=asked_of_superiors(choice))
    views = scores.agencies(staff.until_chosen())
    views = views[views["period"].eq(choice.period) & views["score"].notna()]
    views = views.rename(columns={"score": "superior", "se": "superior_se", "df": "superior_df"})
    # On another form than most the same people score otherwise: no place among the others, no part in the usual gap.
    apart = scores.other_form(staff, choice.period)["agency"]
    views["superior_se"] = views["superior_se"].mask(views["agency"].isin(apart))
    views = views.assign(agency=views["agency"].replace(reference.renamed(choice.ask, choice.region)))
    said = indices(choice).rename(columns={"staff": "citizens"})
    now = said[said["period"].eq(choice.period) & said["citizens"].notna()]
    both = now.merge(views[["agency", "superior", "superior_se", "superior_df", "n_people"]].rename(
        columns={"n_people": "n_rated"}), on="agency")  # fmt: skip
    series = said.assign(score=said["citizens"])
    judged = narrowed(choice, add_disagreement(both, answer_variance(series)))
    return judged.sort_values(["off", "agency"], key=lambda column: -column.abs() if column.name == "off" else column,
                              ignore_index=True)  # fmt: skip


@remembered
def correlation(choice: Choice) -> tuple[float, float, float]:
    """(rho, low, high): how far agencies that superiors rate high are those that citizens rate high, in the region."""
    both = beside(choice.whole())
    both = both[both["place"].notna()]
    return rank_correlation(both["superior"].to_numpy(float), both["citizens"].to_numpy(float))
