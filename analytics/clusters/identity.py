"""A cluster keeps its colour and name from one period to the next."""

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

SAME = 0.3  # likeness under which a cluster counts as a new one
ENOUGH = 0.5  # share of members in common from which a cluster is the one that was meant


def match(
    before: pd.Series, now: pd.Series, profiles_before: pd.DataFrame, profiles_now: pd.DataFrame, next_identity: int
) -> dict[int, int]:
    """Identity of each cluster of this period.

    before: identity per row key of the previous period; now: cluster number per row key (both without unclustered
    rows). profiles: index identity or cluster, one column per indicator, mean shape. Likeness is the mean of the
    members' overlap (Jaccard over the rows both periods have) and of the shapes' cosine; identities are given so that
    the sum of likeness is largest (Hungarian method); under SAME a cluster is new, numbered from next_identity.
    """
    identities, clusters = list(profiles_before.index), list(profiles_now.index)
    shared = before.index.intersection(now.index)
    was, becomes = before.loc[shared].to_numpy(), now.loc[shared].to_numpy()
    shapes = profiles_before.columns.intersection(profiles_now.columns)
    likeness = np.zeros((len(identities), len(clusters)))
    for i, identity in enumerate(identities):
        for j, cluster in enumerate(clusters):
            shape = _cosine(profiles_before.loc[identity, shapes], profiles_now.loc[cluster, shapes])
            either = int(((was == identity) | (becomes == cluster)).sum())
            both = int(((was == identity) & (becomes == cluster)).sum())
            likeness[i, j] = shape if not either else (shape + both / either) / 2
    given = {}
    for i, j in zip(*linear_sum_assignment(-likeness), strict=True):
        if likeness[i, j] >= SAME:
            given[clusters[j]] = int(identities[i])
    for cluster in clusters:
        if cluster not in given:
            given[cluster] = next_identity
            next_identity += 1
    return given


def follow(periods: list[tuple[pd.Series, pd.DataFrame]]) -> list[dict[int, int]]:
    """Identities over several periods, oldest first; each entry: (cluster per row key, profiles per cluster).

    A cluster that was away comes back under its old identity: every period is matched with the last time each
    identity was seen, not only with the period before.
    """
    given_to: list[dict[int, int]] = []
    members, shapes, following = pd.Series(dtype=int), pd.DataFrame(), 0
    for now, profiles in periods:
        given = match(members, now, shapes, profiles, following) if len(shapes) else dict(_fresh(profiles))
        given_to.append(given)
        following = max([following, *(identity + 1 for identity in given.values())])
        renamed = profiles.rename(index=given)
        shapes = (
            pd.concat([shapes.drop(index=renamed.index.intersection(shapes.index)), renamed])
            if len(shapes)
            else renamed
        )
        latest = now.map(given)
        members = (
            pd.concat([members.drop(index=latest.index.intersection(members.index)), latest])
            if len(members)
            else latest
        )
    return given_to


def of_members(clusters: pd.Series, members: list[list[str]]) -> int | None:
    """The cluster that shares most with a list of members (keys of rows): the members both have over those either has,
    at least ENOUGH; None where there is no such cluster. clusters: number per row key, under 0 in no cluster."""
    listed = pd.MultiIndex.from_tuples(map(tuple, members), names=clusters.index.names)
    overlap = {}
    clustered = clusters[clusters >= 0]
    for cluster, own in clustered.groupby(clustered):
        both = len(own.index.intersection(listed))
        overlap[int(cluster)] = both / (len(own) + len(listed) - both)
    best = max(overlap, key=overlap.__getitem__, default=None)
    return best if best is not None and overlap[best] >= ENOUGH else None


def _fresh(profiles: pd.DataFrame) -> list[tuple[int, int]]:
    return [(cluster, number) for number, cluster in enumerate(profiles.index)]


def _cosine(one: pd.Series, other: pd.Series) -> float:
    a, b = one.to_numpy(dtype=float), other.to_numpy(dtype=float)
    length = float(np.sqrt((a @ a) * (b @ b)))
    return max(0.0, float(a @ b) / length) if length else 0.0
