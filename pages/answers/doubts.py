"""What a leader should ask about: the indicator most agencies are weak in, thin coverage, ranges too wide to act on."""

import pandas as pd

from analytics.comparison.coverage import COVERAGES
from analytics.comparison.differences import weak_spot as weak_cells
from analytics.verdicts import LEAST_COVERAGE
from pages.answers.choice import Choice
from pages.answers.comparison.comparison import matrix
from pages.answers.scores import funnel

WIDE = 5.0
"""Half a 95 % range in points from which a figure says little about an agency on its own."""


def weak_spot(choice: Choice) -> pd.DataFrame:
    """The cells of the indicator in which most agencies lie below the region for sure, the lowest first; none where
    there is none."""
    return weak_cells(matrix(choice))


def thin(choice: Choice) -> pd.DataFrame:
    """The agencies whose coverage is too low for a verdict, the thinnest first; which: the coverage that is it."""
    here = funnel(choice, choice.period)
    here = here[here["coverage"].lt(LEAST_COVERAGE)].sort_values(["coverage", "agency"])
    return here.assign(which=[row[[*COVERAGES]].astype(float).idxmin() for _, row in here.iterrows()])


def wide(choice: Choice) -> pd.DataFrame:
    """The agencies whose ranges are too wide to act on, the widest first."""
    here = funnel(choice, choice.period)
    return here[here["half_width"].gt(WIDE)].sort_values(["half_width", "agency"], ascending=[False, True])
