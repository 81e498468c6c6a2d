"""Why did a score change: the same people, who came and went, who does which job, the weights.

For each position p with share s and mean m, before (1) and now (2), the change is exactly

    sum_p (s2 - s1) (m1 + m2) / 2  [position mix]  +  sum_p (s1 + s2) / 2 (m2 - m1)

and m2 - m1 is the change of the stayers plus what joiners and leavers move the mean by (Kitagawa 1955, JASA 50:1168).
"""

import numpy as np
import pandas as pd

PARTS = ["same_people", "joiners_leavers", "position_mix", "weights", "other"]


def decompose(pair_sums: pd.DataFrame, shown: pd.DataFrame, by: str = "agency", k: int = 5) -> pd.DataFrame:
    """One row per row of `shown`: the change as the reader sees it and its parts, in points with one decimal.

    pair_sums: `by`, position, part (`stay`, `join`, `leave`), n_people, total_now, total_before. shown: `by`, score,
    score_before (as released) and, where the weights changed, score_old_weights (now, with the weights of before).
    Gives change (difference of the rounded scores), PARTS, n_stay, n_join, n_leave and reason. The parts sum to change
    exactly; `other` holds what people do not explain: missing parts, merged blocks, corrections that wait. With fewer
    than k stayers, or 1 to k - 1 joiners or leavers, only change is given (reason `few_stayers`, `few_joiners`,
    `few_leavers`; `no_pairs` where nobody can be paired). Where a position has so few, its people are counted without
    position and position_mix is 0.
    """
    groups = dict(iter(pair_sums.groupby(by)))
    rows = []
    for row in shown.itertuples(index=False):
        code = getattr(row, by)
        change = round(round(row.score, 1) - round(row.score_before, 1), 1)
        parts = {by: code, "change": change, **dict.fromkeys(PARTS, np.nan), "n_stay": 0, "n_join": 0, "n_leave": 0}
        sums = groups.get(code)
        if sums is not None:
            counts = sums.groupby("part")["n_people"].sum()
            parts |= {f"n_{part}": int(counts.get(part, 0)) for part in ("stay", "join", "leave")}
        parts["reason"] = _withheld(parts, sums is not None, k) if np.isfinite(change) else "no_pairs"
        if parts["reason"] is None:
            old_weights = getattr(row, "score_old_weights", np.nan)
            by_weights = 0.0 if pd.isna(old_weights) else row.score - old_weights
            parts |= dict(zip(PARTS, _parts(sums, change, by_weights, k), strict=True))
        rows.append(parts)
    return pd.DataFrame(rows, columns=[by, "change", *PARTS, "n_stay", "n_join", "n_leave", "reason"])


def _withheld(row: dict, paired: bool, k: int) -> str | None:
    if not paired:
        return "no_pairs"
    if row["n_stay"] < k:
        return "few_stayers"
    if 0 < row["n_join"] < k:
        return "few_joiners"
    return "few_leavers" if 0 < row["n_leave"] < k else None


def _parts(sums: pd.DataFrame, change: float, by_weights: float, k: int) -> np.ndarray:
    # A part of a few people would tell of them beside the whole: then all are counted without position.
    if ((sums["n_people"] > 0) & (sums["n_people"] < k)).any():
        sums = sums.assign(position="")
    wide = sums.assign(position=sums["position"].fillna("")).pivot_table(
        index="position", columns="part", values=["n_people", "total_now", "total_before"], aggfunc="sum", fill_value=0
    )

    def column(value: str, part: str) -> np.ndarray:
        return wide[value, part].to_numpy(float) if (value, part) in wide else np.zeros(len(wide))

    stay, join, leave = (column("n_people", part) for part in ("stay", "join", "leave"))
    stay_now, stay_before = column("total_now", "stay"), column("total_before", "stay")
    now, before = stay + join, stay + leave
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_now = (stay_now + column("total_now", "join")) / now
        mean_before = (stay_before + column("total_before", "leave")) / before
        stayed = np.where(stay > 0, (stay_now - stay_before) / stay, 0.0)
    # A position that is new or gone has no change of its own: all it brings is mix.
    mean_now, mean_before = np.where(now > 0, mean_now, mean_before), np.where(before > 0, mean_before, mean_now)
    share_now, share_before = now / now.sum(), before / before.sum()
    mix = ((share_now - share_before) * (mean_before + mean_now) / 2).sum()
    average_share = (share_before + share_now) / 2
    stayers = (average_share * stayed).sum()
    turnover = (average_share * (mean_now - mean_before)).sum() - stayers
    parts = np.array([stayers - by_weights, turnover, mix, by_weights])
    return tenths_that_sum(np.append(parts, change - parts.sum()), change)


def tenths_that_sum(parts: np.ndarray, total: float) -> np.ndarray:
    """`parts` (which sum to `total`) with one decimal so that they still do: the largest remainders are rounded up."""
    scaled = np.asarray(parts, float) * 10
    whole = np.floor(scaled)
    missing = round(total * 10 - whole.sum())
    whole[np.argsort(whole - scaled, kind="stable")[:missing]] += 1
    return np.round(whole / 10, 1) + 0.0
