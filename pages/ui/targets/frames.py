"""Plan against realisation: the measures of agencies that have a target, each with its state in words."""

import pandas as pd

from pages.answers import targets
from pages.answers.choice import Choice
from pages.ui.page.remember import remembered
from pages.ui.words import formats, t

DIGITS = {"complaints": 0}


@remembered
def states(choice: Choice) -> pd.DataFrame:
    """`targets.states` in words: measure_name, state_words, and value, target and gap as text."""
    measures = targets.states(choice)
    digits = [DIGITS.get(code, 1) for code in measures["measure"]]
    spelled = {
        f"{column}_words": [formats.number(value, some) for value, some in zip(measures[column], digits, strict=True)]
        for column in ("value", "target", "gap")
    }
    return measures.assign(
        measure_name=[t(f"measure.{code}") for code in measures["measure"]],
        state_words=[t(f"plan_state.{code}") for code in measures["state"]],
        **spelled,
    )


def worst(choice: Choice):
    """The agency whose plan is furthest from realised, as a named tuple, or None."""
    return next(targets.furthest_behind(states(choice)).itertuples(), None)
