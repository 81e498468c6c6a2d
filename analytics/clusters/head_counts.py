"""How many people of each cluster work where, without a count so small that it tells of persons."""

import pandas as pd


def by_home(clusters: pd.Series, homes: pd.Series, fewest: int) -> pd.DataFrame:
    """One row: one cluster and home with `n_people`, each cluster's largest first. clusters: number per person, under 0
    in no cluster; homes: code per person.

    Homes of fewer than `fewest` people of a cluster are counted together under the code ""; where those together are
    still fewer, the smallest of the others joins them, so that nobody is found by subtraction.
    """
    members = clusters[clusters >= 0].rename("cluster").to_frame()
    counts = members.assign(home=homes).groupby(["cluster", "home"]).size().rename("n_people").reset_index()
    parts = [_joined(part, fewest) for _, part in counts.groupby("cluster")]
    return pd.concat(parts, ignore_index=True) if parts else counts


def _joined(counts: pd.DataFrame, fewest: int) -> pd.DataFrame:
    counts = counts.sort_values(["n_people", "home"], ascending=[False, True], ignore_index=True)
    alone = int((counts["n_people"] >= fewest).sum())
    while alone and 0 < counts["n_people"].iloc[alone:].sum() < fewest:
        alone -= 1
    rest = int(counts["n_people"].iloc[alone:].sum())
    together = pd.DataFrame({"cluster": counts["cluster"].iloc[:1], "home": "", "n_people": rest})
    large = counts.iloc[:alone]
    return pd.concat([large, together], ignore_index=True) if rest >= fewest else large
