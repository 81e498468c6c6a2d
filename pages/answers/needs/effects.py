"""What each programme is expected to do: the prior, moved by what was seen of past runs there. For planners."""

import pandas as pd

from analytics.impact.learned import learned, seen
from analytics.plan.value import EXPECTED_EFFECT
from pages.answers.choice import FILTERS, Choice, frozen, regardless_of
from pages.answers.needs import impact
from pages.answers.needs.links import links

COLUMNS = ["programme", "n", "effect", "others"]


@regardless_of(*FILTERS)
@frozen("planner")
def measured(choice: Choice) -> pd.DataFrame:
    """One row: one programme that was seen, of how many runs (n), with its effect in standard deviations of scores,
    rounded as it is shown and used; others: what is expected of a programme nobody has seen."""
    runs = impact.runs(choice.whole().until_chosen())
    judged = runs[runs["state"].eq("judged")]
    known = links(choice)
    known = known[known["strength"].ge(impact.LEAST_STRENGTH)].groupby("programme")["strength"].mean()
    rows = [
        (run["programme"], *seen(run, run["selected"], EXPECTED_EFFECT, known[run["programme"]]))
        for run in judged.to_dict("records")
    ]
    told = learned(pd.DataFrame(rows, columns=["programme", "value", "se"]).dropna(), EXPECTED_EFFECT)
    return told.assign(effect=told["effect"].round(2) + 0.0, others=told["mean"].round(2))[COLUMNS]


def expected(choice: Choice, programmes: list[str]) -> dict[str, float]:
    """Programme -> the effect plans count on, never below 0: seen, or what the others lead to expect, or the prior."""
    told = measured(choice)
    other = float(told["others"].iloc[0]) if len(told) else EXPECTED_EFFECT
    own = dict(zip(told["programme"], told["effect"], strict=True))
    return {code: max(0.0, float(own.get(code, other))) for code in programmes}


def runs_seen(choice: Choice) -> dict[str, int]:
    """Programme -> how many of its runs were judged in the region."""
    told = measured(choice)
    return {code: int(n) for code, n in zip(told["programme"], told["n"], strict=True)}


def history(choice: Choice) -> pd.DataFrame:
    """One row: one programme and period from which on its effect was expected otherwise than before: programme, period,
    n, effect; the oldest first."""
    periods = (*choice.earlier, choice.period)
    each = [measured(choice.whole(period)).assign(period=period) for period in periods]
    told = pd.concat(each, ignore_index=True)
    before = told.groupby("programme")[["n", "effect"]].shift()
    return told[told["n"].ne(before["n"]) | told["effect"].ne(before["effect"])].reset_index(drop=True)
