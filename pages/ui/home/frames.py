"""The frames home and its briefing draw, from `answers`."""

import pandas as pd

from pages.answers.choice import Choice
from pages.answers.comparison.comparison import compared
from pages.answers.scores import sectors
from pages.ui.page.names import names
from pages.ui.page.remember import remembered


@remembered
def strip_of_sectors(choice: Choice) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sectors of the chosen period, highest first, and their agencies, ready to draw."""
    groups = sectors(choice)
    groups = groups[groups["period"] == choice.period].dropna(subset="score").sort_values("score", ascending=False)
    groups = groups.assign(
        key=groups["sector"],
        label=groups["sector"].map(names("sectors", short=True)),
        sector_name=groups["sector"].map(names("sectors")),
    )
    members = compared(choice)
    return groups, members.assign(key=members["agency"], label=members["short"], group=members["sector"])
