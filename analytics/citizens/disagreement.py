"""Where citizens and superiors disagree about the same agency by more than chance and ordinary variety explain.

Both see the agency on a scale of 0 to 100 of their own, so citizens lie above or below superiors everywhere by about as
much: that usual distance is the median of the agencies'. What an agency lies off it is set against three things: how
sure the superiors' mean is, how sure the citizens' is, and how much agencies ordinarily differ in this (tau2). That is
an association of two views, never a cause.
"""

import numpy as np
import pandas as pd

from analytics.statistics.noise import as_shown
from analytics.statistics.tails import normal_quantile, t_both_sides, t_quantile
from analytics.verdicts import benjamini_hochberg

FEWEST_AGENCIES = 10
FEWEST_CHANGES = 10
MIDDLE_OF_CHI2 = 0.45493642311957283  # median of a squared standard normal
WINSORISED = 0.10
KEPT = 0.6787  # mean square of a standard normal whose outer tenths are pulled in
DF_SHARE = 0.6  # what the pulling in leaves of the agencies as degrees of freedom


def answer_variance(series: pd.DataFrame) -> float:
    """Variance of one citizen's answer (squared points), from how figures jump from one survey to the next; NaN under
    ten changes.

    series: agency, seq, segment, score, n_respondents. No file says how far answers spread; two surveys in a row of n
    and m citizens differ by chance with variance v (1/n + 1/m). Changes common to all agencies are taken out and the
    middle one decides, so the few that truly moved do not widen it.
    """
    known = series[series["n_respondents"].gt(0) & series["score"].notna()].sort_values(
        ["agency", "seq"], ignore_index=True
    )
    before = known.groupby(["agency", "segment"])[["seq", "score", "n_respondents"]].shift()
    after = known[known["seq"].sub(before["seq"]).eq(1)]
    before = before.loc[after.index]
    if len(after) < FEWEST_CHANGES:
        return np.nan
    change = after["score"] - before["score"]
    change = change - change.groupby(after["seq"]).transform("median")
    unit = change**2 / (1 / after["n_respondents"].astype(float) + 1 / before["n_respondents"].astype(float))
    return float(unit.median() / MIDDLE_OF_CHI2)


def add_disagreement(both: pd.DataFrame, variance: float) -> pd.DataFrame:
    """`both` with what each agency's two views say of each other. One row is one agency: superior, superior_se,
    superior_df, citizens (0-100), n_respondents.

    variance: of `answer_variance`; NaN: the widest that answers with this mean can have. Adds gap (citizens minus
    superiors, between figures as shown), usual (the median gap), off (gap minus usual), off_low, off_high (95 %), p,
    tau and place: `citizens_lower` or `citizens_higher` where it holds against all agencies together
    (Benjamini-Hochberg at 5 %), else `same`; None where an agency's figures have no standard error or fewer than ten
    agencies can be compared.
    """
    names = ["gap", "usual", "off", "off_low", "off_high", "p", "tau"]
    result = both.assign(**dict.fromkeys(names, np.nan), place=pd.Series(None, index=both.index, dtype=object))
    sampled = _sampling(both, variance)
    usable = (sampled > 0) & both["superior"].notna().to_numpy() & both["citizens"].notna().to_numpy()
    result["gap"] = as_shown(as_shown(both["citizens"]) - as_shown(both["superior"]))
    if usable.sum() < FEWEST_AGENCIES:
        return result
    gap = (both["citizens"] - both["superior"]).to_numpy(float)[usable]
    usual = float(np.median(gap))
    tau2 = ordinary_variance(gap - usual, sampled[usable])
    reach = np.sqrt(sampled[usable] + tau2)
    df = np.minimum(both["superior_df"].to_numpy(float)[usable], DF_SHARE * usable.sum())
    off = gap - usual
    p = t_both_sides(off / reach, df)
    half = t_quantile(0.975, df) * reach
    sure = benjamini_hochberg(p)
    result["usual"], result["tau"] = usual, np.sqrt(tau2)
    result["off"] = as_shown(result["gap"] - as_shown(usual))
    result.loc[usable, ["off_low", "off_high", "p"]] = np.column_stack([off - half, off + half, p])
    shown = result["off"].to_numpy(float)[usable]
    result.loc[usable, "place"] = np.select(
        [sure & (shown < 0), sure & (shown > 0)], ["citizens_lower", "citizens_higher"], "same"
    )
    return result


def _sampling(both: pd.DataFrame, variance: float) -> np.ndarray:
    """Variance of each gap by chance; NaN where one side's is not known."""
    mean = both["citizens"].to_numpy(float)
    widest = mean * (100 - mean)  # of any answers between 0 and 100 with this mean
    answers = widest if np.isnan(variance) else np.minimum(variance, widest)
    n = both["n_respondents"].to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return both["superior_se"].to_numpy(float) ** 2 + answers / np.where(n > 0, n, np.nan)


def ordinary_variance(off: np.ndarray, sampled: np.ndarray) -> float:
    """tau2: what must be added to the variances `sampled` so that `off` scatters as a normal would with its outer
    tenths pulled in. 0 where chance alone explains it.

    Agencies that truly stand apart would widen what is to find them, so they are pulled in, and what that takes from a
    normal is put back.
    """

    def excess(tau2: float) -> float:
        z = off / np.sqrt(sampled + tau2)
        low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
        return float((np.clip(z, low, high) ** 2).mean() - KEPT)

    if excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, float((off**2).max() / KEPT + 1.0)
    while high - low > 1e-9 * max(1.0, high):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2


def rank_correlation(first: np.ndarray, second: np.ndarray, level: float = 0.95) -> tuple[float, float, float]:
    """(rho, low, high): Spearman's rank correlation with the interval of Bonett & Wright (2000, Psychometrika 65:23);
    NaN under ten pairs or where all are equal on a side."""
    known = np.isfinite(first) & np.isfinite(second)
    n = int(known.sum())
    ranks = [pd.Series(values[known]).rank().to_numpy(float) for values in (first, second)]
    if n < FEWEST_AGENCIES or min(np.ptp(one) for one in ranks) == 0:
        return np.nan, np.nan, np.nan
    rho = float(np.corrcoef(*ranks)[0, 1])
    bounded = min(max(rho, -1 + 1e-9), 1 - 1e-9)
    half = normal_quantile(0.5 + level / 2) * np.sqrt((1 + bounded**2 / 2) / (n - 3))
    return rho, float(np.tanh(np.arctanh(bounded) - half)), float(np.tanh(np.arctanh(bounded) + half))
