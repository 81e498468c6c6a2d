"""What each programme works on, and how strongly: the reference rows. For planners."""

import pandas as pd

from pages.answers import reference
from pages.answers.choice import Choice


def links(choice: Choice) -> pd.DataFrame:
    """programme, indicator, strength."""
    known = reference.rows(choice.ask, "programme_links")
    return known.assign(strength=pd.to_numeric(known["strength"]))[["programme", "indicator", "strength"]]
