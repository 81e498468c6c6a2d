"""Clusters of people, for planners only: shapes and head counts. Nobody is named, and no count under five is shown."""

import numpy as np
import pandas as pd

from analytics.clusters import Clusters, analyse
from pages.answers.choice import Choice
from pages.ui.clusters.runs import SEED
from pages.ui.needs import frames
from pages.ui.page.remember import remembered
from pages.ui.words import t

FEWEST = 5


@remembered
def clusters(choice: Choice, k: int | None) -> Clusters | None:
    """The region's people of the chosen period by the shape of their shortfalls; with k, in as many clusters.

    Scores are taken as rated, each person with the error of their own raters: drawing them towards their agency first
    would make clusters of agencies.
    """
    gaps = frames.person_gaps(choice)
    if gaps.empty:
        return None
    gaps = gaps.assign(
        shortfall=gaps["standard"] - gaps["score"], error=gaps["sd"] / np.sqrt(gaps["reliability"].clip(lower=0.01))
    )
    wide = gaps.pivot(index="employee", columns="indicator", values=["shortfall", "error"])
    return analyse(wide["shortfall"], SEED, wide["error"], wanted=k)


def homes(choice: Choice, found: Clusters, called: pd.DataFrame) -> pd.DataFrame:
    """One row: one agency and cluster with its people; agencies of fewer than five are counted together."""
    people = frames.person_gaps(choice).drop_duplicates("employee").set_index("employee")["agency"]
    agencies = frames.agency_names(choice)
    rows = found.rows[found.rows["cluster"] >= 0]
    counts = rows.assign(agency=people).groupby(["cluster", "agency"]).size().rename("n_people").reset_index()
    parts = [_joined(part) for _, part in counts.groupby("cluster")]
    here = pd.concat(parts, ignore_index=True).merge(called[["cluster", "name"]], on="cluster")
    elsewhere = t("clusters.other_agencies")
    return here.assign(agency_name=[agencies.get(code, code) if code else elsewhere for code in here["agency"]])


def _joined(counts: pd.DataFrame) -> pd.DataFrame:
    """Head counts of one cluster, largest first, those under FEWEST in one row without agency that is no smaller."""
    counts = counts.sort_values(["n_people", "agency"], ascending=[False, True], ignore_index=True)
    keep = int((counts["n_people"] >= FEWEST).sum())
    while keep and 0 < counts["n_people"].iloc[keep:].sum() < FEWEST:
        keep -= 1
    rest = int(counts["n_people"].iloc[keep:].sum())
    together = pd.DataFrame({"cluster": counts["cluster"].iloc[:1], "agency": "", "n_people": rest})
    shown = counts.iloc[:keep]
    return pd.concat([shown, together], ignore_index=True) if rest >= FEWEST else shown


def points(found: Clusters, called: pd.DataFrame) -> pd.DataFrame:
    """One row: one person the fit saw, as a point of the sketch that says nothing but its cluster."""
    here = found.sketch.merge(called[["cluster", "name", "label", "identity"]], on="cluster")
    return here.assign(key="", cluster_label=here["label"], label=here["name"]).drop(columns="employee")
