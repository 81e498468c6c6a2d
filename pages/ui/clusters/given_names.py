"""Names planners give to clusters: each is a decision, undoable and in the journal, and follows its cluster in time."""

import json
from datetime import datetime

import pandas as pd

from analytics.clusters import Clusters
from data.batches.decisions import cluster_subject, decide
from pages.answers.choice import Choice
from pages.ui.page import cached, guard

LONGEST = 60
ENOUGH = 0.5  # share of members in common from which a cluster is the one that was named


def given(choice: Choice, over_time: dict[str, Clusters], same: dict[str, dict[int, int]]) -> dict[int, str]:
    """identity -> the name it bears; the newest decision wins, an empty name gives the automatic one back.

    A name stands with the members it was given to: identities are numbered anew when an earlier period is published
    again, so the cluster that was named is found in its period by who is in it.
    """
    called: dict[int, str] = {}
    for row in cached.ask("cluster_names", region=choice.region).itertuples():
        detail = json.loads(row.detail)
        cluster = _of_members(over_time.get(row.period), detail["members"])
        if cluster is not None and cluster in same.get(row.period, {}):
            called[same[row.period][cluster]] = detail["name"]
    return {identity: name for identity, name in called.items() if name}


def _of_members(found: Clusters | None, members: list[list[str]]) -> int | None:
    """The cluster that shares most members with those listed, or None."""
    if found is None or found.clusters.empty:
        return None
    named = pd.MultiIndex.from_tuples(map(tuple, members), names=found.rows.index.names)
    overlap = {}
    for cluster, own in found.rows.groupby("cluster"):
        if cluster >= 0:
            both = len(own.index.intersection(named))
            overlap[int(cluster)] = both / (len(own) + len(named) - both)
    best = max(overlap, key=overlap.get)
    return best if overlap[best] >= ENOUGH else None


def give(choice: Choice, found: Clusters, cluster: int, identity: int, name: str, now: datetime) -> None:
    """Record that the members of `cluster` are called `name` from now on."""
    members = [list(key) for key in found.rows.index[found.rows["cluster"] == cluster]]
    detail = json.dumps({"name": name.strip()[:LONGEST], "members": members}, ensure_ascii=False)
    row = {"region": choice.region, "period": choice.period, "subject": cluster_subject(identity)}
    rows = pd.DataFrame([{**row, "decision": "name", "reason": "", "detail": detail}])
    decide(cached.store(), rows, guard.role(), now)
