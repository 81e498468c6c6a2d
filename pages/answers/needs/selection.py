"""How people were to be chosen for planned programmes, as planners recorded it before they ran. For planners."""

import json

import pandas as pd

from pages.answers.choice import Choice

UNKNOWN = "unknown"
COLUMNS = ["programme", "year", "rule", "seats", "recorded"]


def rules(choice: Choice) -> pd.DataFrame:
    """One row: one programme recorded as planned: programme, year of the plan, rule (of
    `data.batches.decisions.SELECTION_RULES`), seats, recorded (when), the oldest first."""
    held = choice.ask("selection_rules", region=choice.region)
    details = pd.DataFrame([json.loads(detail) for detail in held["detail"]], columns=["year", "rule", "seats"])
    return pd.concat([held, details], axis=1).rename(columns={"received_at": "recorded"})[COLUMNS]


def of_run(recorded: pd.DataFrame, programme: str, starts: pd.Timestamp) -> str:
    """The rule of one run: the last that was recorded for its year by the day it began. What is recorded later may have
    been chosen by what came of it, and counts as unknown."""
    first = pd.Timestamp(starts)
    known = recorded[
        recorded["programme"].eq(programme)
        & recorded["year"].eq(first.year)
        & (pd.to_datetime(recorded["recorded"]).dt.normalize() <= first.normalize())
    ]
    return known["rule"].iloc[-1] if len(known) else UNKNOWN


def standing(recorded: pd.DataFrame, year: int) -> dict[str, str]:
    """Programme -> the rule that stands for a year."""
    own = recorded[recorded["year"].eq(year)]
    return dict(zip(own["programme"], own["rule"], strict=True))
