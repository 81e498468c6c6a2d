"""From a shortfall matrix to clusters with a verdict, at any number of rows."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from analytics.clusters.choice import Choice, choose
from analytics.clusters.kmeans import canonical_order
from analytics.clusters.names import name_pairs
from analytics.clusters.opinions import other_methods
from analytics.clusters.sample import chosen_rows
from analytics.clusters.shape import Shape, from_coordinates, separate

FIT_ROWS = 1500  # rows the choice of k is made on; more rows change the answer less than they cost
_CHUNK = 1 << 17  # rows given their cluster at once; bounds memory


@dataclass(frozen=True)
class Clusters:
    """What a shortfall matrix says about groups with the same need.

    verdict: `stable`, `pattern` (pattern only), `none` (no stable clusters) or `too_few` (under 30 rows: a list).
    rows: index of the matrix; cluster (int8, -1 none or set aside), level (mean shortfall, points, NaN set aside),
    level_band (low | middle | high thirds of the rows), membership (0-1, share of the row's likelihood).
    clusters: one row per cluster: cluster, first, second (indicator codes, `name_pairs`), n_rows, level, jaccard.
    profiles: cluster, indicator, deviation (of the shortfall from the cluster's own mean, points), se (of that, from
    the rows the fit saw).
    choice: one row per k (see `choice.Choice`). set_aside: key columns, reason. left_out: indicators not
    used and why (constant | seldom).
    sketch: key columns, cluster, x, y of the rows the fit saw; `sketch_share` of their shape's variance is in x and y.
    checks: ward_ari, mixture_ari, mixture_k. n_fitted: rows the fit saw.
    """

    verdict: str
    rows: pd.DataFrame
    clusters: pd.DataFrame
    profiles: pd.DataFrame
    choice: pd.DataFrame
    set_aside: pd.DataFrame
    left_out: dict[str, str]
    sketch: pd.DataFrame
    sketch_share: float
    checks: dict[str, float]
    n_fitted: int


def analyse(
    matrix: pd.DataFrame,
    seed: int,
    noise: pd.DataFrame | np.ndarray | None = None,
    n_people: np.ndarray | None = None,
    k_max: int = 8,
    fit_rows: int = FIT_ROWS,
    before: int | None = None,
    wanted: int | None = None,
) -> Clusters:
    """Cluster the rows of a wide matrix of shortfalls (standard minus score, NaN = not rated) by their shape.

    matrix: one row per group (or person, for planners), one column per indicator, keys in the index. noise: standard
    errors of the cells or rows. n_people: sizes of the rows. Columns and rows may come in any order. before: number of
    clusters of the period before, kept while it holds as well as any other. wanted: a number of clusters the reader
    asks for; the verdict stays that of the data.
    """
    matrix = matrix.rename(columns=str)
    columns = sorted(matrix.columns)
    chosen = chosen_rows_of(matrix, columns, fit_rows, seed)
    fitted = separate(
        matrix.iloc[chosen], _take(noise, chosen), None if n_people is None else np.asarray(n_people)[chosen]
    )
    points = fitted.coordinates
    repeats = (60, 40) if len(points) < 500 else (12, 10)  # references, bootstraps: more rows, steadier answers
    with threadpool_limits(1):  # fits this small lose more to waiting threads than they win
        choice = choose(points, fitted.noise, seed, k_max, *repeats, before, wanted)
        rows, set_aside, totals = _assign(matrix, noise, n_people, fitted, choice)
        clusters, profiles, checks = _describe(fitted, points, choice, totals, seed)
    sketch, share = _sketch(matrix.index[chosen[fitted.kept]], points, choice)
    return Clusters(
        choice.verdict, rows, clusters, profiles, choice.table, set_aside, fitted.left_out, sketch, share, checks,
        len(points),
    )  # fmt: skip


def chosen_rows_of(matrix: pd.DataFrame, columns: list[str], size: int, seed: int) -> np.ndarray:
    """Positions of the rows to fit on (all, when there are few), whatever the order of rows and columns."""
    return chosen_rows((matrix[columns].iloc[a:b].to_numpy(dtype=float) for a, b in _chunks(len(matrix))), size, seed)


def _assign(
    matrix: pd.DataFrame,
    noise: np.ndarray | pd.DataFrame | None,
    n_people: np.ndarray | None,
    fitted: Shape,
    choice: Choice,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Every row's cluster, level and membership; the rows set aside; rows and level sums per cluster."""
    n = len(matrix)
    cluster, level = np.full(n, -1, dtype=np.int8), np.full(n, np.nan, dtype=np.float32)
    membership = np.full(n, np.nan, dtype=np.float32)
    left_out = []
    for a, b in _chunks(n):
        part = slice(a, b)
        people = None if n_people is None else np.asarray(n_people)[part]
        shape = separate(matrix.iloc[part], _take(noise, part), people, like=fitted)
        left_out.append(shape.set_aside)
        level[a + shape.kept] = shape.level
        if choice.model is not None:
            points = shape.coordinates
            distance = choice.model.transform(points)
            cluster[a + shape.kept] = distance.argmin(1)
            membership[a + shape.kept] = _membership(distance, shape.noise, choice.model.variance_)
    low, high = np.nanquantile(level, [1 / 3, 2 / 3]) if np.isfinite(level).any() else (np.nan, np.nan)
    band = np.where(level <= low, 0, np.where(level <= high, 1, 2))
    bands = pd.Categorical.from_codes(np.where(np.isnan(level), -1, band), ["low", "middle", "high"], ordered=True)
    rows = pd.DataFrame(
        {"cluster": cluster, "level": level, "level_band": bands, "membership": membership}, index=matrix.index
    )
    size = np.bincount(cluster[cluster >= 0])
    sums = np.bincount(cluster[cluster >= 0], weights=level[cluster >= 0])
    totals = pd.DataFrame({"n_rows": size, "level": sums / np.maximum(size, 1)})
    return rows, pd.concat(left_out, ignore_index=True), totals


def _membership(distance: np.ndarray, noise: np.ndarray | None, variance: float) -> np.ndarray:
    """Share of a row's likelihood that its own cluster holds: round clusters, each row with its own noise."""
    spread = np.full(len(distance), max(variance, 1e-12)) if noise is None else variance + noise**2
    squared = distance**2
    return 1.0 / np.exp(-(squared - squared.min(1, keepdims=True)) / (2 * spread[:, None])).sum(1)


def _describe(
    fitted: Shape, points: np.ndarray, choice: Choice, totals: pd.DataFrame, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, float]]:
    if choice.model is None:
        clusters = pd.DataFrame(
            {"cluster": pd.Series(dtype=int), "first": pd.Series(dtype=str), "second": pd.Series(dtype=str),
             "n_rows": pd.Series(dtype=int), "level": pd.Series(dtype=float), "jaccard": pd.Series(dtype=float)}
        )  # fmt: skip
        profiles = {"cluster": pd.Series(dtype=int), "indicator": pd.Series(dtype=str)}
        figures = {"deviation": pd.Series(dtype=float), "se": pd.Series(dtype=float)}
        return clusters, pd.DataFrame(profiles | figures), {}
    centres = from_coordinates(choice.model.cluster_centers_)
    clusters = name_pairs(centres, fitted.columns).join(totals)
    clusters["jaccard"] = choice.jaccards
    profiles = pd.DataFrame(centres, columns=fitted.columns).rename_axis("cluster").reset_index()
    profiles = profiles.melt("cluster", var_name="indicator", value_name="deviation")
    labels = choice.model.predict(points)
    errors = pd.DataFrame(fitted.values, columns=fitted.columns).groupby(labels).sem()
    profiles["se"] = errors.rename_axis("cluster").reset_index().melt("cluster")["value"]
    order = canonical_order(points, fitted.noise)
    return clusters, profiles, other_methods(points[order], labels[order], seed)


def _sketch(keys: pd.Index, points: np.ndarray, choice: Choice) -> tuple[pd.DataFrame, float]:
    """The two directions in which the shapes differ most (principal components, signs fixed)."""
    frame = keys.to_frame(index=False)
    if len(points) < 3 or points.shape[1] < 2:
        return frame.assign(cluster=-1, x=np.nan, y=np.nan), float("nan")
    values, vectors = np.linalg.eigh(np.cov(points[canonical_order(points)].T))
    axes = vectors[:, ::-1][:, :2]
    # A direction has no sign of its own: one is fixed, so that the sketch is not mirrored from run to run.
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), [0, 1]])
    xy = (points - points.mean(0)) @ axes
    labels = np.full(len(points), -1) if choice.model is None else choice.model.predict(points)
    share = float(np.sum(values[-2:]) / np.sum(values)) if np.sum(values) > 0 else float("nan")
    return frame.assign(cluster=labels, x=xy[:, 0], y=xy[:, 1]), share


def _chunks(n: int) -> Iterator[tuple[int, int]]:
    return ((start, min(start + _CHUNK, n)) for start in range(0, max(n, 1), _CHUNK))


def _take(noise: np.ndarray | pd.DataFrame | None, rows: np.ndarray | slice) -> np.ndarray | pd.DataFrame | None:
    if noise is None:
        return None
    return noise.iloc[rows] if isinstance(noise, pd.DataFrame) else np.asarray(noise)[rows]
