"""Two periods, the same people: how far did they move, and how sure is that?

The raters move too. A rater has a lasting severity, which cancels for people they rated both times, and one of the
period, which never does. With sigma_e^2 the second (half the rater variance of the changes of people whose rater
stayed) and sigma_a^2 the first (the rest of the rater variance of one period), the variance of the mean change of n
people is

    var_person / n + (sigma_e^2 (sum_before2 + sum_now2) + sigma_a^2 sum_fresh2) / n^2

so a rater new to a person counts as fresh. Without rater names half the variance is taken for the rater, eight people
each.
"""

import numpy as np
import pandas as pd

from analytics.comparison.intervals import KEYS, NO_SPREAD, RATEES, mean_squares, mean_variance, with_keys
from analytics.statistics.ends import ENDS, ends_of, of_difference, t_range
from analytics.statistics.tails import t_both_sides, t_quantile
from analytics.verdicts import FEWEST_PEOPLE, LEAST_COVERAGE

MOST_FRESH = 0.25
"""Over this share of people with another rater than before, a change is at most likely."""


def same_people(pair_sums: pd.DataFrame, by: str = "agency") -> pd.DataFrame:
    """The stayers of each group from `pair_sum` rows (`by`, part, n_people, total_now, total_before): one row is one
    group."""
    pair_sums = with_keys(pair_sums)
    keys = [key for key in [*KEYS, "previous_snapshot_id", "period_before"] if key in pair_sums]
    stay = pair_sums[pair_sums["part"] == "stay"]
    return stay.groupby([*keys, by])[["n_people", "total_now", "total_before"]].sum().reset_index()


def paired_changes(
    stayers: pd.DataFrame,
    pair_spread: pd.DataFrame,
    pair_loads: pd.DataFrame,
    spread: pd.DataFrame,
    loads: pd.DataFrame,
    by: str = "agency",
    level: float = 0.95,
) -> pd.DataFrame:
    """`stayers` (see `same_people`; coverage if known, the lower of the two periods) with their change, ready for
    `verdicts.judge`.

    pair_spread, pair_loads: the store's components and rater loads of the changes; spread, loads: of the later period.
    Adds estimate (points), se, df, low, high, p, n_raters, fresh_share, rater_basis (`named` or `assumed`), in_family,
    cap, cap_reason (`one_rater`, `raters_changed`, `assumed`), reason (`people`, `spread`, `coverage`, None) and metric
    `same_people`.
    """
    stayers = with_keys(stayers).drop(columns=["n_raters"], errors="ignore").reset_index(drop=True)
    with_moments = _with_components(stayers, with_keys(pair_spread), with_keys(pair_loads), by)
    level_of = mean_squares(with_keys(spread), with_keys(loads)).rename(columns={"df_rater": "df_level"})
    keys = [key for key in KEYS if key in stayers and key in level_of]
    with_moments = with_moments.merge(
        level_of[[*keys, "var_rater", "df_level"]], on=keys, how="left", suffixes=("", "_level"), validate="many_to_one"
    )

    n = stayers["n_people"].to_numpy(float)
    # `var_rater` is of a difference and holds two periods' severities: taken whole, it goes with half their sum.
    period_sum = ((with_moments["sum_before2"] + with_moments["sum_now2"]) / 2).to_numpy(float) / n**2
    median = np.nan_to_num(with_moments["median_load"].to_numpy(float), nan=RATEES)
    share = np.where(np.isfinite(period_sum), period_sum, np.minimum(1.0, median / n))
    variance, df = mean_variance(with_moments, n, share)
    of_period = with_moments["var_rater"].to_numpy(float) / 2
    # What of one period's rater variance is not of the period lasts; an estimate may say less than nothing.
    lasting = np.fmax(with_moments["var_rater_level"].to_numpy(float) - of_period, 0.0)
    lasting = np.nan_to_num(np.where(np.isfinite(lasting), lasting, of_period))
    fresh = lasting * np.nan_to_num(with_moments["sum_fresh2"].to_numpy(float)) / n**2
    df_level = np.maximum(with_moments["df_level"].fillna(1.0).to_numpy(float), 1.0)
    with np.errstate(invalid="ignore"):
        # Satterthwaite once more, over the two parts: each is known as well as the raters behind it are many.
        df = (variance + fresh) ** 2 / (variance**2 / df + fresh**2 / df_level)
    se = np.sqrt(np.where(variance > NO_SPREAD, variance + fresh, np.nan))

    result = stayers.copy()
    result["metric"] = "same_people"
    result["estimate"] = (stayers["total_now"] - stayers["total_before"]).to_numpy(float) / n
    result["se"], result["df"] = se, df
    half = t_quantile(0.5 + level / 2, df) * se
    result["low"], result["high"] = result["estimate"] - half, result["estimate"] + half
    result["p"] = t_both_sides(result["estimate"] / se, df)
    result["n_raters"] = with_moments["n_raters"]
    result["fresh_share"] = with_moments["n_fresh"] / n
    loads_known = with_moments["var_rater"].notna() & with_moments["df_rater"].ge(4) & np.isfinite(period_sum)
    result["rater_basis"] = np.where(loads_known, "named", "assumed")
    why = np.select(
        [with_moments["n_raters"].eq(1), result["fresh_share"].gt(MOST_FRESH), ~loads_known],
        ["one_rater", "raters_changed", "assumed"],
        "",
    )
    result["cap_reason"] = pd.Series(why, dtype=object).where(why != "", None)
    result["cap"] = pd.Series("likely", index=range(len(why)), dtype=object).where(why != "", None)
    covered = stayers["coverage"].ge(LEAST_COVERAGE).to_numpy() if "coverage" in stayers else np.full(len(n), True)
    reason = np.select([n < FEWEST_PEOPLE, ~np.isfinite(se), ~covered], ["people", "spread", "coverage"], "")
    result["reason"] = pd.Series(reason, dtype=object).where(reason != "", None)
    # No sum of stayers is released of what is told as a bound.
    return result.assign(in_family=True, n_periods=2, ends_below=0.0, ends_above=0.0)


def unpaired_changes(now: pd.DataFrame, before: pd.DataFrame, by: str = "agency", level: float = 0.95) -> pd.DataFrame:
    """Change between two frames of `add_intervals` where the people cannot be paired, or a year apart; ready for
    `verdicts.judge`. Adds n_now, n_before and se_now, what each of the two stands on (and se_before).

    The estimate is the difference of the two scores as shown (one decimal). Independent samples are supposed, which is
    cautious when the same people and raters return; still no more than `likely` (cap_reason `unpaired`). metric is
    `difference`. ends_below, ends_above become those of the difference (`statistics.ends`).
    """
    keys = [key for key in ("region", "indicator", "source") if key in now and key in before]
    kept = [name for name in ["period", "score", "se", "df", "n_people", "coverage", *ENDS] if name in before]
    earlier = with_keys(before)[[*keys, by, *kept]]
    both = with_keys(now).merge(earlier, on=[*keys, by], suffixes=("", "_before"), validate="one_to_one")
    se = np.hypot(both["se"], both["se_before"]).to_numpy(float)
    df = se**4 / (both["se"] ** 4 / both["df"] + both["se_before"] ** 4 / both["df_before"]).to_numpy(float)
    estimate = both["score"].astype(float).round(1) - both["score_before"].astype(float).round(1)
    known = estimate.notna() & np.isfinite(se)
    ends = of_difference(ends_of(both), ends_of(both, "_before"))
    low, high, p = t_range(estimate.to_numpy(), np.where(known, se, np.nan), np.where(known, df, 1.0), ends, level)
    n = np.fmin(both["n_people"].astype(float), both["n_people_before"].astype(float))
    coverage = np.minimum(both["coverage"].astype(float), both["coverage_before"].astype(float))
    reason = np.select([coverage < LEAST_COVERAGE, n < FEWEST_PEOPLE, ~known], ["coverage", "people", "spread"], "")
    return both.assign(
        n_now=both["n_people"].astype(float), n_before=both["n_people_before"].astype(float), se_now=both["se"],
        metric="difference", estimate=estimate, se=se, df=df, low=low, high=high, p=p, ends_below=ends[0],
        ends_above=ends[1], n_people=n, coverage=coverage, cap="likely", cap_reason="unpaired", in_family=False,
        n_periods=2,
        reason=pd.Series(reason, dtype=object).where(reason != "", None),
    )  # fmt: skip


def year_ago(scores: pd.DataFrame, by: str = "agency") -> pd.DataFrame:
    """Like with like: each group's latest period against the same season a year before, from a frame of
    `add_intervals`.

    Needs period, seq, cadence (`year`, `semester`, `quarter`, `month`) and segment; a pair across a break is left out.
    """
    seasons = scores["cadence"].map({"year": 1, "semester": 2, "quarter": 4, "month": 12})
    latest = scores["seq"].eq(scores.groupby("region")["seq"].transform("max"))
    now = scores[latest].assign(seq_before=scores["seq"] - seasons)
    keys = [key for key in ("region", by, "indicator", "source", "segment") if key in scores]
    past = scores.merge(now[[*keys, "seq_before"]], left_on=[*keys, "seq"], right_on=[*keys, "seq_before"])
    return unpaired_changes(now.drop(columns="seq_before"), past[scores.columns], by)


def _with_components(stayers: pd.DataFrame, spread: pd.DataFrame, loads: pd.DataFrame, by: str) -> pd.DataFrame:
    """The stayers with var_person, var_rater, n0, df_rater, df_person, median_load, and their own rater sums."""
    moments = spread.assign(
        n0=spread["load"],
        df_rater=(spread["n_raters"].astype(float) - spread["n_agencies"]).fillna(0.0),
        df_person=np.maximum(
            1.0, spread["n_people"] - spread["n_raters"].astype(float).fillna(spread["n_agencies"].astype(float))
        ),
    )
    columns = ["var_person", "var_rater", "median_load", "n0", "df_rater", "df_person"]
    keys = [key for key in KEYS if key in stayers and key in moments]
    with_moments = stayers.merge(moments[[*keys, *columns]], on=keys, how="left", validate="many_to_one")
    keys = [key for key in [*KEYS, by] if key in stayers and key in loads]
    sums = ["n_raters", "n_fresh", "sum_before2", "sum_now2", "sum_fresh2"]
    return with_moments.merge(
        loads[[*keys, *sums]].astype(dict.fromkeys(sums, float)), on=keys, how="left", validate="many_to_one"
    )
