"""Two periods of one group of which most people are the same, without the sums of those who stayed.

The difference of the two means has the people's part of its variance

    v_before / n_before + v_now / n_now - 2 c n_both / (n_before n_now)

with the covariance c of one person's two values pooled over the region, c = (v_before + v_now - v_change) / 2: what
the paired test takes from each agency's own sums is taken from the region's, and of the agency only how many were rated
both times. Raters' lasting severity cancels for whom they rated both times; those who came, and those who left, are
taken to have been rated by four raters others had not: who rated whom of them is not released.
"""

import numpy as np
import pandas as pd

from analytics.change.paired import MOST_FRESH
from analytics.comparison.intervals import FEWEST_RATER_DF, with_keys
from analytics.statistics.ends import ends_of, t_range

RATERS_OF_NEW = 4
LEAST_BOTH = 0.5
"""Of the larger period's people: where fewer were rated both times, two groups are compared."""


def with_overlap(
    apart: pd.DataFrame, pair_spread: pd.DataFrame, pair_loads: pd.DataFrame, spread: pd.DataFrame, by: str = "agency",
    level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """`apart` (rows of `unpaired_changes`) with what is known of the people rated both times.

    pair_spread, pair_loads: the store's components and rater loads of the changes; their n_people are rated both times.
    spread: the components of both periods. Where at least LEAST_BOTH of the people were, se, df, low, high and p follow
    from it, in_family is True and cap and cap_reason are those of a pair (`raters_changed`, `one_rater`, `assumed`);
    other rows stay as they are. Adds n_both (0 where it is not known) and fresh_share.
    """
    rows = _with_components(with_keys(apart), with_keys(pair_spread), with_keys(pair_loads), with_keys(spread), by)
    now, before = rows["n_now"].to_numpy(float), rows["n_before"].to_numpy(float)
    both = np.fmin(np.nan_to_num(rows["n_both"].to_numpy(float)), np.fmin(now, before))
    of_people, of_raters = _variances(rows, now, before, both)
    variance = of_people + of_raters
    told = (both >= LEAST_BOTH * np.fmax(now, before)) & np.isfinite(variance) & (variance > 0)
    se = np.sqrt(np.where(told, variance, 1.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        # Satterthwaite over the two parts: each is known as well as the people or raters behind it are many.
        df = variance**2 / (of_people**2 / rows["df_person"] + of_raters**2 / np.maximum(rows["df_rater"], 1.0))
    df = np.where(told, np.fmax(df, 1.0), 1.0)
    low, high, p = t_range(apart["estimate"].to_numpy(float), se, df, ends_of(apart), level)
    values = {"se": se, "df": df, "low": low, "high": high, "p": p, "in_family": True}
    fresh = (rows["n_fresh"] / np.where(both > 0, both, 1.0)).to_numpy(float)
    known = rows["var_rater"].notna() & rows["df_rater"].ge(FEWEST_RATER_DF) & rows["sum_fresh2"].notna()
    why = np.select(
        [rows["n_raters_both"].eq(1), fresh > MOST_FRESH, ~known], ["one_rater", "raters_changed", "assumed"], ""
    )
    result = apart.copy()
    for column, value in values.items():
        result[column] = result[column].where(~told, value)
    capped = pd.Series(why, index=apart.index, dtype=object).where(why != "", None)
    result["cap_reason"] = result["cap_reason"].astype(object).where(~told, capped)
    result["cap"] = result["cap"].astype(object).where(~told | capped.notna(), None)
    return result.assign(n_both=both, fresh_share=fresh)


def _variances(
    rows: pd.DataFrame, now: np.ndarray, before: np.ndarray, both: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The people's and the raters' part of the variance of each difference."""
    v_now, v_before = rows["v_now"].to_numpy(float), rows["v_before"].to_numpy(float)
    shared = np.clip((v_now + v_before - rows["var_person"].to_numpy(float)) / 2, 0, np.sqrt(v_now * v_before))
    with np.errstate(divide="ignore", invalid="ignore"):
        people = v_before / before + v_now / now - 2 * shared * both / (before * now)
        load_now = np.fmax(rows["se_now"] ** 2 - v_now / now, 0) / rows["r_now"]
        load_before = np.fmax(rows["se_before"] ** 2 - v_before / before, 0) / rows["r_before"]
        loads = np.nan_to_num(load_now.to_numpy(float) + load_before.to_numpy(float), posinf=0.0)
        turned = ((1 - both / now) ** 2 + (1 - both / before) ** 2) / RATERS_OF_NEW
        moved = rows["sum_fresh2"].to_numpy(float) / both**2 + turned
    of_period = np.nan_to_num(rows["var_rater"].to_numpy(float)) / 2
    level = ((rows["r_now"] + rows["r_before"]) / 2).to_numpy(float)
    lasting = np.nan_to_num(np.fmax(level - of_period, 0))
    return people, of_period * loads + lasting * np.fmin(np.where(np.isfinite(moved), moved, np.inf), loads)


def _with_components(
    apart: pd.DataFrame, pair_spread: pd.DataFrame, loads: pd.DataFrame, spread: pd.DataFrame, by: str
) -> pd.DataFrame:
    """`apart` with the components of the change, of the two periods (v_, r_: people and raters) and n_both."""
    keys = ["region", "indicator", "source"]
    here = [key for key in [*keys, "period"] if key in apart and key in pair_spread]
    of_change = pair_spread.assign(
        df_rater=(pair_spread["n_raters"].astype(float) - pair_spread["n_agencies"]).fillna(0.0),
        df_person=np.maximum(
            1.0,
            pair_spread["n_people"]
            - pair_spread["n_raters"].astype(float).fillna(pair_spread["n_agencies"].astype(float)),
        ),
    )[[*here, "var_person", "var_rater", "df_rater", "df_person"]]
    rows = apart.drop(columns=["var_person", "var_rater"], errors="ignore").merge(of_change, on=here, how="left")
    for side, column in (("now", "period"), ("before", "period_before")):
        level = spread.rename(columns={"period": column, "var_person": f"v_{side}", "var_rater": f"r_{side}"})
        on = [key for key in [*keys, column] if key in apart and key in level]
        rows = rows.merge(level[[*on, f"v_{side}", f"r_{side}"]], on=on, how="left", validate="many_to_one")
    sums = loads.rename(columns={"n_people": "n_both", "n_raters": "n_raters_both"})
    on = [key for key in [*here, by] if key in sums]
    wanted = ["n_both", "n_raters_both", "n_fresh", "sum_fresh2"]
    sums = sums[[*on, *wanted]].astype(dict.fromkeys(wanted, float))
    return rows.merge(sums, on=on, how="left", validate="many_to_one").set_index(apart.index)
