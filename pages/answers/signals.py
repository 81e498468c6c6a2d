"""What is new in the chosen period, and what goes on as before."""

import pandas as pd

from analytics.trends.signals import new_signals
from analytics.verdicts import MOVES, judge
from pages.answers.changes import changes, verdicts
from pages.answers.choice import Choice, frozen, regardless_of
from pages.answers.scores import funnel


@regardless_of("agency")
@frozen("leader")
def signals(choice: Choice) -> pd.DataFrame:
    """At most five rows: what is new in the chosen period about the agencies, strongest first."""
    if choice.previous is None:
        return pd.DataFrame(columns=["agency", "kind", "verdict", "place", "estimate"])
    return new_signals(
        judge(changes(choice, choice.period)),
        verdicts(choice, choice.period),
        verdicts(choice, choice.previous),
        funnel(choice, choice.period),
        funnel(choice, choice.previous),
    )


def ongoing(choice: Choice) -> pd.DataFrame:
    """One row: an agency (agency, short, verdict) that moves as it did the period before, clear ones first: no news,
    and yet not nothing."""
    if choice.previous is None:
        return pd.DataFrame(columns=["agency", "short", "verdict"])
    moving = verdicts(choice, choice.period)
    moving = moving[moving["verdict"].isin(MOVES) & ~moving["agency"].isin(signals(choice)["agency"])]
    short = funnel(choice, choice.period).set_index("agency")["short"]
    moving = moving[moving["agency"].isin(short.index)]
    moving = moving.assign(short=moving["agency"].map(short))[["agency", "short", "verdict"]]
    return moving.sort_values("verdict", key=lambda verdict: verdict.map(MOVES.index), ignore_index=True)
