"""Whether past runs of programmes helped: those who attended beside those who did not. For planners."""

import math
from dataclasses import replace

import pandas as pd

from analytics.impact.effect import COLUMNS, FEWEST_PEOPLE, effect
from data.terms.periods import of_code
from pages.answers.choice import Choice, remembered
from pages.answers.needs import selection
from pages.answers.needs.links import links

MOST = 12
"""Runs looked back on, the newest first."""
LEAST_STRENGTH = 0.3


@remembered
def runs(choice: Choice) -> pd.DataFrame:
    """One row: one run of a programme in the region, the newest first, with before and after (the last published period
    that ended before it began, the first that began when it was over; None where there is none yet), state (`judged`,
    `no_before`, `too_recent`, `not_linked`, `small`), selected (how people were to be chosen, as it was recorded
    before; `unknown` where nobody did) and the columns of `effect`, with a verdict.

    At most `MOST` runs are judged, those that `FEWEST_PEOPLE` or more attended.
    """
    held = choice.ask("programme_runs", region=choice.region)
    known = links(choice)
    known = known[known["strength"].ge(LEAST_STRENGTH)]
    recorded = selection.rules(choice)
    rows, judged = [], 0
    for run in held.to_dict("records"):
        before, after = around(choice, run["starts"], run["ends"])
        worked_on = sorted(known.loc[known["programme"].eq(run["programme"]), "indicator"])
        small = run["n_attended"] < FEWEST_PEOPLE or judged == MOST
        why = {"not_linked": not worked_on, "no_before": before is None, "too_recent": after is None, "small": small}
        state = next((code for code, holds in why.items() if holds), "judged")
        row = dict.fromkeys(COLUMNS, math.nan) | {"verdict": "untold", "reason": None}
        row |= run | {"before": before, "after": after, "state": state, "indicators": tuple(worked_on)}
        row["selected"] = selection.of_run(recorded, run["programme"], run["starts"])
        if state == "judged":
            judged += 1
            same = sorted(known.loc[known["indicator"].isin(worked_on), "programme"].unique())
            of_both = replace(choice.whole(), period=after, periods=(before, after))
            first = pd.Timestamp(run["starts"]).date().isoformat()
            row |= _judged(of_both, run["programme"], first, tuple(worked_on), tuple(same), row["selected"])
        rows.append(row)
    about = ["programme", "title", "starts", "ends", "n_attended", "before", "after", "state", "indicators", "selected"]
    columns = [*about, *COLUMNS]
    return pd.DataFrame(rows, columns=columns)


@remembered
def _judged(
    choice: Choice, programme: str, starts: str, worked_on: tuple[str, ...], same: tuple[str, ...], selected: str
) -> dict[str, object]:  # fmt: skip
    """`effect` of one run between the two periods of the choice: the same whichever later release asks."""
    before, after = choice.periods
    people = choice.ask(
        "programme_scores", region=choice.region, before=before, after=after, worked_on=list(worked_on),
        programme=programme, starts=starts, programmes=list(same),
    )  # fmt: skip
    return effect(people, selected)


def around(choice: Choice, starts: pd.Timestamp, ends: pd.Timestamp) -> tuple[str | None, str | None]:
    """The last published period over before a run began, and the first that began after it was over."""
    first, last = pd.Timestamp(starts).date(), pd.Timestamp(ends).date()
    known = [of_code(code) for code in choice.periods]
    before = [period.code for period in known if period.ends < first]
    after = [period.code for period in known if period.starts > last]
    return (before[-1] if before else None), (after[0] if after else None)
