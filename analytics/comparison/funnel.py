"""Funnel limits: which groups differ from the region by more than chance and ordinary variety explain.

Spiegelhalter (2005), Statistics in Medicine 24:1185 (limits) and Quality and Safety in Health Care 14:347
(overdispersion: winsorised phi, additive random effects).
"""

import numpy as np
import pandas as pd

from analytics.statistics.ends import ENDS, ends_of
from analytics.statistics.noise import as_shown
from analytics.statistics.tails import t_quantile

FEWEST_GROUPS = 10
"""Overdispersion cannot be told from outliers in fewer groups; then intervals only."""
WINSORISED = 0.10


def overdispersion(
    y: np.ndarray, variance: np.ndarray, centre: float, winsorised: float = WINSORISED
) -> tuple[float, float]:
    """(phi, tau2): the mean squared z-score after pulling in the outer `winsorised` on each side, and the additive
    variance that explains it, 0 unless it exceeds its expectation (I - 1) / I."""
    z = (y - centre) / np.sqrt(variance)
    # Groups that truly stand apart would widen the limits that are to find them, so the outer tenths are pulled in.
    low, high = np.quantile(z, [winsorised, 1 - winsorised])
    phi = float((np.clip(z, low, high) ** 2).mean())
    weight = 1 / variance
    excess = len(y) * phi - (len(y) - 1)
    tau2 = excess / (weight.sum() - (weight**2).sum() / weight.sum())
    return phi, max(0.0, float(tau2))


def add_funnel(
    scores: pd.DataFrame,
    centre: float | None = None,
    overdispersed: bool = True,
    centre_ends: tuple[float, float] = (0.0, 0.0),
) -> pd.DataFrame:
    """`scores` (score, se, df; one row is one group of one region, period and indicator) with funnel limits.

    Adds centre, phi, tau2_funnel, low95, high95, low998, high998 (points) and funnel: `inside`, `above95`, `below95`,
    `above998`, `below998`, or `none` (no se, or fewer than ten groups). `centre` is the region's score as shown;
    without it the precision-weighted mean. `overdispersed=False` is the reader's switch to limits of chance alone. The
    reader compares the rounded score with rounded limits, so a group on the limit is inside. What may be a bound
    (`statistics.ends`; centre_ends: of the centre given) is outside where it is at both of its ends; adds
    ends_below_centre and ends_above_centre.
    """
    result = scores.assign(centre=np.nan, phi=np.nan, tau2_funnel=np.nan)
    of_centre = [f"{name}_centre" for name in ENDS]
    result[of_centre] = 0.0
    for column in ("low95", "high95", "low998", "high998"):
        result[column] = np.nan
    result["funnel"] = "none"
    usable = (scores["score"].notna() & scores["se"].gt(0)).to_numpy()
    if usable.sum() < FEWEST_GROUPS:
        return result
    y = scores["score"].to_numpy(float)[usable]
    variance = scores["se"].to_numpy(float)[usable] ** 2
    middle = float((y / variance).sum() / (1 / variance).sum()) if centre is None else centre
    phi, tau2 = overdispersion(y, variance, middle)
    tau2 = tau2 if overdispersed else 0.0
    reach = np.sqrt(variance + tau2)
    df = scores["df"].to_numpy(float)[usable]
    t95, t998 = t_quantile(0.975, df), t_quantile(0.999, df)
    limits = np.column_stack([middle - t95 * reach, middle + t95 * reach, middle - t998 * reach, middle + t998 * reach])
    own = [end[usable] for end in ends_of(scores)]
    off = centre_ends if centre is not None else [float((end / variance).sum() / (1 / variance).sum()) for end in own]
    below, above = own[0] + off[1], own[1] + off[0]
    least, most, edges = as_shown(y - below), as_shown(y + above), as_shown(limits)
    place = np.select(
        [least > edges[:, 3], most < edges[:, 2], least > edges[:, 1], most < edges[:, 0]],
        ["above998", "below998", "above95", "below95"],
        "inside",
    )
    result.loc[usable, ["low95", "high95", "low998", "high998"]] = np.clip(limits, 0, 100)
    result.loc[usable, "funnel"] = place
    result["centre"], result["phi"], result["tau2_funnel"] = middle, phi, tau2
    result[of_centre] = off
    return result


def funnel_curve(scores: pd.DataFrame, points: int = 60) -> pd.DataFrame:
    """The limits as smooth curves for the chart, from the frame `add_funnel` gave; one row is one size n_people.

    The se at a size is the median over groups of se * sqrt(n), divided by sqrt(size): groups with unusual rater loads
    stand a little off the curve, their verdict comes from their own limits.
    """
    known = scores[scores["funnel"] != "none"]
    columns = ["n_people", "low95", "high95", "low998", "high998"]
    if known.empty:
        return pd.DataFrame(columns=columns)
    size = np.geomspace(max(1, known["n_people"].min()), known["n_people"].max(), points)
    unit = float((known["se"] * np.sqrt(known["n_people"].astype(float))).median())
    reach = np.sqrt(unit**2 / size + known["tau2_funnel"].iloc[0])
    df, middle = float(known["df"].median()), known["centre"].iloc[0]
    t95, t998 = t_quantile(0.975, df), t_quantile(0.999, df)
    limits = [middle - t95 * reach, middle + t95 * reach, middle - t998 * reach, middle + t998 * reach]
    return pd.DataFrame(dict(zip(columns, [size, *[np.clip(limit, 0, 100) for limit in limits]], strict=True)))
