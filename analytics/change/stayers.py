"""The sums of people rated in two periods, on the footing a reader compares them on.

Totals of `pair_sum` rows are over the weight that both periods share (`weight_shared`, 0-1).
"""

import pandas as pd


def on_all_weight(sums: pd.DataFrame) -> pd.DataFrame:
    """`sums` with total_now and total_before as if the shared weight were all of it: points of 100, like the scores."""
    return sums.assign(
        total_now=sums["total_now"] / sums["weight_shared"], total_before=sums["total_before"] / sums["weight_shared"]
    )


def pair_means(sums: pd.DataFrame) -> pd.DataFrame:
    """Two rows per pair of periods in a row: the mean score of the stayers in the earlier one, and in the later one.

    sums: one row per pair: seq, period, period_before, part, n_people, total_now, total_before, weight_shared. Adds
    score (points), pair (seq of the later period) and joined, True at the later period: a line joins only the two.
    """
    stay = sums[sums["part"] == "stay"]
    people = stay["n_people"].astype(float) * stay["weight_shared"]
    then = stay.assign(period=stay["period_before"], seq=stay["seq"] - 1, score=stay["total_before"] / people)
    now = stay.assign(score=stay["total_now"] / people)
    both = pd.concat([then.assign(joined=False, pair=then["seq"] + 1), now.assign(joined=True, pair=now["seq"])])
    return both.sort_values(["pair", "seq"], ignore_index=True)
