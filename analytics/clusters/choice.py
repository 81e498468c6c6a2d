"""How many clusters, and how sure."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.metrics import silhouette_samples

from analytics.clusters.kmeans import NoiseWeightedKMeans, canonical_order
from analytics.clusters.reference import gaps
from analytics.clusters.stability import stability

STABLE_JACCARD, STABLE_ARI, PATTERN_JACCARD = 0.75, 0.6, 0.6
MIN_ROWS = 30  # under this a list says more than clusters
MIN_CLUSTER = 5  # rows
SILHOUETTE_ROWS = 1000  # a full silhouette grows with rows squared: 14 s at 30 thousand


@dataclass(frozen=True)
class Choice:
    """The number of clusters and why.

    verdict: `stable` | `pattern` | `none` | `too_few`, of the chosen k. table: one row per k with gap, gap_sd, z,
    found, smallest (rows), silhouette, silhouette_se, jaccard, jaccard_low, ari (NaN where k was out of the question),
    chosen. model: the fit, None without clusters; a k asked for has one whatever its verdict.
    jaccards: (k,) of the chosen clusters.
    """

    verdict: str
    table: pd.DataFrame
    model: NoiseWeightedKMeans | None
    jaccards: np.ndarray | None


def choose(
    points: np.ndarray,
    noise: np.ndarray | None,
    seed: int,
    k_max: int = 8,
    n_references: int = 20,
    n_bootstraps: int = 20,
    before: int | None = None,
    wanted: int | None = None,
) -> Choice:
    """Choose k from 1 to k_max for points (rows, d) in the sum-zero space; the same rows in any order choose alike.

    before: the k of the period before, kept while it holds as well as any other. wanted: a k the reader
    asks for; the verdict says what it deserves.
    The model's labels_ stand in canonical order; ask model.predict for those of the points as given.
    """
    if len(points) < MIN_ROWS or not points.shape[1] or not np.ptp(points, axis=0).any():
        return Choice("too_few" if len(points) < MIN_ROWS else "none", _no_table(), None, None)
    order = canonical_order(points, noise)
    points = np.ascontiguousarray(points[order])
    noise = None if noise is None else noise[order]
    rng = np.random.default_rng(seed)
    distinct = len(np.unique(points, axis=0))
    # Ten rows a cluster on average at least, and never as many clusters as there are different rows.
    k_max = min(k_max, len(points) // (2 * MIN_CLUSTER), max(1, distinct - 1))
    if k_max < 2:
        return Choice("none", _no_table(), None, None)
    models = {k: NoiseWeightedKMeans(k, random_state=seed).fit(points, noise=noise) for k in range(2, k_max + 1)}
    labels = {k: model.labels_ for k, model in models.items()}
    table = gaps(points, noise, {k: model.inertia_ for k, model in models.items()}, rng, n_references)
    table["smallest"] = [len(points)] + [int(np.min(np.bincount(labels[k], minlength=k))) for k in labels]
    table = table.merge(_silhouettes(points, labels, rng), on="k", how="left")
    asked = {k: labels[k] for k in table.loc[_possible(table) | (table["k"] == wanted), "k"] if k in labels}
    bootstrapped, each = stability(points, noise, asked, rng, n_bootstraps)
    table = table.merge(bootstrapped, on="k", how="left")
    k, verdict = _decide(table, before) if wanted not in labels else (wanted, _deserved(table, wanted))
    table["chosen"] = table["k"] == k
    return Choice(verdict, table, models.get(k), each.get(k))


def _possible(table: pd.DataFrame) -> pd.Series:
    """The k worth a bootstrap: something was found, it beats the clouds, and no cluster is a handful of rows."""
    return table["found"] & (table["k"] > 1) & (table["z"] > 0) & (table["smallest"] >= MIN_CLUSTER)


def _decide(table: pd.DataFrame, before: int | None) -> tuple[int, str]:
    """Among the k that hold best, the k of the period before; else the one with the largest gap, where those within one
    gap_sd of it compete by silhouette."""
    deserved = pd.Series([_deserved(table, k) for k in table["k"]], index=table.index)
    for verdict in ("stable", "pattern"):
        group = table[deserved == verdict]
        if before is not None and before in set(group["k"]):
            return before, verdict
        if not group.empty:
            best = group.loc[group["gap"].idxmax()]
            near = group[group["gap"] >= best["gap"] - best["gap_sd"]]
            return int(near.loc[near["silhouette"].idxmax(), "k"]), verdict
    return 1, "none"


def _deserved(table: pd.DataFrame, k: int) -> str:
    """What can be said of a split into k: `stable`, `pattern` or `none`."""
    row = table[(table["k"] == k) & _possible(table)]
    if row.empty or row["jaccard"].iloc[0] < PATTERN_JACCARD:
        return "none"
    holds = row["jaccard"].iloc[0] >= STABLE_JACCARD and row["ari"].iloc[0] >= STABLE_ARI
    return "stable" if holds else "pattern"


def _silhouettes(points: np.ndarray, labels: dict[int, np.ndarray], rng: np.random.Generator) -> pd.DataFrame:
    """Mean silhouette per k over at most SILHOUETTE_ROWS rows; `silhouette_se` is the error of that sampling."""
    size = min(len(points), SILHOUETTE_ROWS)
    rows = np.sort(rng.choice(len(points), size, replace=False))
    unseen = 1.0 - size / len(points)
    means = []
    for k, own in labels.items():
        several = len(np.unique(own[rows])) > 1
        widths = silhouette_samples(points[rows], own[rows]) if several else np.zeros(size)
        means.append((k, float(widths.mean()), float(widths.std(ddof=1) * np.sqrt(unseen / size))))
    return pd.DataFrame(means, columns=["k", "silhouette", "silhouette_se"])


def _no_table() -> pd.DataFrame:
    columns = ["gap", "gap_sd", "z", "jaccard", "jaccard_low", "ari", "silhouette", "silhouette_se"]
    empty = {name: pd.Series(dtype=float) for name in columns}
    ints = {name: pd.Series(dtype=int) for name in ("k", "smallest")}
    flags = {name: pd.Series(dtype=bool) for name in ("found", "chosen")}
    return pd.DataFrame(ints | empty | flags)
