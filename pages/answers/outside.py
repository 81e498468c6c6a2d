"""What may leave the region: groups of at least ten people, and nobody who is being helped by name."""

from dataclasses import replace

import pandas as pd

from pages.answers import attention
from pages.answers.choice import Choice, remembered

LEAST = 10
"""People behind a figure that is meant to be passed on; inside, groups of five are shown."""


def large(frame: pd.DataFrame) -> pd.Series:
    """Which rows stand on at least ten people, rated or, where nobody was rated by name, asked."""
    people = pd.to_numeric(frame["n_people"])
    if "n_respondents" in frame:
        people = people.fillna(pd.to_numeric(frame["n_respondents"]))
    return people.ge(LEAST)


def enough(n_people: float, n_respondents: float = float("nan")) -> bool:
    """Whether one figure stands on at least ten people."""
    return bool(large(pd.DataFrame({"n_people": [n_people], "n_respondents": [n_respondents]})).iloc[0])


@remembered
def helped(choice: Choice) -> frozenset[str]:
    """The agencies to be helped, in the chosen period or the newest, under these filters or none: none is named."""
    whole = choice.whole()
    asked = [choice, replace(whole, source=None), replace(whole.whole(choice.periods[-1]), source=None)]
    rows = pd.concat([attention.named(each) for each in asked])
    return frozenset(rows.loc[rows["group"] == "help", "agency"])
