"""How much of a score is the rater, and not the one rated."""

import pandas as pd

FEWEST_RATERS = 10  # with fewer, what the raters contribute cannot be told from chance


def rater_shares(spread: pd.DataFrame) -> pd.DataFrame:
    """`spread` (var_person, var_rater, n_raters; one row is one indicator and source) with share, the rater's part
    (0-1) of the variance of one rating; only rows with ten named raters or more, the largest share first."""
    named = spread[spread["var_rater"].notna() & spread["n_raters"].ge(FEWEST_RATERS)]
    shares = named.assign(share=named["var_rater"] / (named["var_rater"] + named["var_person"]))
    return shares.dropna(subset="share").sort_values("share", ascending=False, kind="stable", ignore_index=True)
