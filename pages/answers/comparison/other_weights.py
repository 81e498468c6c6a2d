"""What would be said of whom if the indicators weighed differently, and how sturdy it is."""

import numpy as np
import pandas as pd

from analytics.comparison import what_if
from pages.answers.choice import Choice, remembered
from pages.answers.comparison import position_means
from pages.answers.comparison.comparison import compared, everybody

SEED = 20_260_101  # the same weightings for every reader
USUAL = 100  # per cent of the stated weight


@remembered
def flips(choice: Choice, percents: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    """One row: one agency: place now and with each stated weight times its per cent, flips, holds; flips come first.

    percents: (indicator, per cent of its stated weight); what is left out stays as stated.
    """
    known = position_means.scored(choice)
    shown = everybody(choice)[["agency", "agency_name", "score", "se", "n_people"]]
    here = set(known.agencies) & set(shown["agency"])
    if not here:
        return pd.DataFrame()
    stated = what_if.weight_table(known, position_means.weights(choice))
    wanted = dict(percents)
    moved = what_if.reweighted(stated, np.array([wanted.get(code, USUAL) / USUAL for code in known.indicators]))
    places = what_if.what_if(known, stated, moved, shown, np.random.default_rng(SEED))
    here &= set(compared(choice)["agency"])  # judged against the region, listed for the sector
    places = places[places["agency"].isin(here)].merge(shown[["agency", "agency_name"]], on="agency")
    return places.sort_values(["flips", "holds", "agency_name"], ascending=[False, True, True], ignore_index=True)
