"""An agency among those like it: similar size, positions and sector; the score as it is and with the region's mix."""

import pandas as pd

from analytics.comparison.adjust import adjusted_for_positions
from analytics.comparison.similar import peer_band, similar_agencies
from pages.answers.choice import Choice, remembered
from pages.answers.comparison import position_means
from pages.answers.comparison.comparison import everybody
from pages.answers.rounding import shown
from pages.answers.scores import agencies


@remembered
def pairs(choice: Choice) -> pd.DataFrame:
    """One row: one agency and one of the ten most like it; see `similar_agencies`."""
    mix = choice.ask("agency_positions", region=choice.region, periods=[choice.period])
    here = everybody(choice)
    sizes = here["n_people"].fillna(here["n_respondents"])
    return similar_agencies(here[["agency", "sector"]].assign(n_people=sizes), mix)


@remembered
def adjusted(choice: Choice) -> pd.DataFrame:
    """One row: one agency with `effect` of its mix of positions, and the share (r2) that the mixes explain."""
    effects, r2 = adjusted_for_positions(position_means.by_position(choice))
    return effects.assign(r2=r2)


def explained(choice: Choice) -> float:
    """The share of the differences between agencies that their mixes of positions explain."""
    effects = adjusted(choice)
    return float(effects["r2"].iloc[0]) if len(effects) else 0.0


@remembered
def peers(choice: Choice, agency: str) -> pd.DataFrame:
    """One row: the agency first, then those most like it; score as shown, adjusted = score minus the mix's effect."""
    known = pairs(choice)
    codes = [agency, *known.loc[known["agency"] == agency].sort_values("place")["peer"]]
    here = everybody(choice).set_index("agency").reindex(codes).reset_index()
    effect = adjusted(choice).set_index("agency")["effect"]
    return here.assign(adjusted=here["score"] - here["agency"].map(effect))


def standing(choice: Choice, agency: str) -> pd.DataFrame:
    """One row, or none: the agency in the chosen period (short, score, low, high) with decile, n_peers and p50 of its
    peers, and place: `above`, `below` where its range misses their middle as both are shown, `same`, or `unknown`."""
    known = agencies(choice)
    band = peer_band(known, pairs(choice))
    band = band[(band["agency"] == agency) & (band["period"] == choice.period)].dropna(subset="decile")
    mine = known[["agency", "period", "short", "score", "low", "high"]].merge(
        band[["agency", "period", "decile", "n_peers", "p50"]], on=["agency", "period"]
    )
    return mine.assign(place=[_place(row) for row in mine.itertuples()])


def _place(row) -> str:
    low, high, middle = shown(row.low), shown(row.high), shown(row.p50)
    if pd.isna(low):
        return "unknown"
    return "above" if low > middle else "below" if high < middle else "same"
