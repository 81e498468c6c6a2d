"""How well clusters of known truth are found, and how rarely noise is mistaken for them.

    python -m tests.campaigns.calibration_clusters [--seeds 100] [--nulls 250] [--only planted,null,noise,size]

Prints one line per setting as it is done and the processor seconds of each part (in full about 27 minutes for planted,
17 for null, 2 for noise, 3 for size). Asked: given k, median ARI >= .95 at d = 4 s and >= .85 at
d = 2.5 s, k = 4; k right in >= 90 % at d >= 3 s; null "none" in >= 95 %, correlated >= 90 %; weights by standard error
>= .05 ARI over plain where plain < .9; the whole analysis <= 15 fits of KMeans(k=8, n_init=10) of the same rows.
"""

import argparse
import resource
import time
import warnings

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from analytics.clusters import NoiseWeightedKMeans, analyse
from analytics.clusters.shape import separate
from tests.worlds.clusters import INDICATORS, clustered, matrix, weak_pairs, without_clusters


def planted(seeds: int) -> None:
    print("planted: arrangement d k | given k: ours, plain (median ARI) | chosen: k right, median ARI, stable")
    for arrangement in ("apart", "any"):
        for d in (2.0, 2.5, 3.0, 4.0):
            for k in (2, 3, 4) if arrangement == "apart" else (2, 3, 4, 5, 6):
                found = [_planted_once(seed, k, d, arrangement) for seed in range(seeds)]
                ours, plain, right, chosen, stable = map(np.array, zip(*found, strict=True))
                print(
                    f"{arrangement:6} {d} {k} | {np.median(ours):.3f} {np.median(plain):.3f} | {right.mean():6.1%} "
                    f"{np.median(chosen):.3f} {stable.mean():6.1%}",
                    flush=True,
                )


def _planted_once(seed: int, k: int, d: float, arrangement: str) -> tuple[float, float, bool, float, bool]:
    rows, truth = clustered(np.random.default_rng([seed, k, int(10 * d)]), k, d, arrangement=arrangement)
    shape = separate(rows)
    ours = NoiseWeightedKMeans(k).fit(shape.coordinates).labels_
    plain = KMeans(k, n_init=10, random_state=seed).fit(shape.values).labels_
    found = analyse(rows, seed=seed)
    return (
        adjusted_rand_score(truth, ours),
        adjusted_rand_score(truth, plain),
        len(found.clusters) == k,
        adjusted_rand_score(truth, found.rows["cluster"]),
        found.verdict == "stable",
    )


def null(sets: int) -> None:
    print("null: draw factors | none | pattern | stable")
    for draw in ("normal", "heavy", "skewed"):
        for factors in (0, 1, 2):
            makers = [np.random.default_rng([seed, factors, 9]) for seed in range(sets)]
            _verdicts(f"{draw} {factors}", [without_clusters(rng, factors, draw=draw) for rng in makers])
    makers = [np.random.default_rng([seed, 5]) for seed in range(sets)]
    _verdicts("unequal noise", [clustered(rng, 1, 0, noise=_group_noise(rng))[0] for rng in makers])
    makers = [np.random.default_rng([seed, 6]) for seed in range(sets)]
    levels = [rng.choice([0.0, 12.0, 24.0], size=(200, 1)) + rng.normal(size=(200, 8)) for rng in makers]
    _verdicts("levels only", [matrix(cells) for cells in levels])


def _verdicts(name: str, sets: list[pd.DataFrame]) -> None:
    counts = pd.Series([analyse(rows, seed=seed).verdict for seed, rows in enumerate(sets)]).value_counts(
        normalize=True
    )
    print(f"{name:14} | " + " | ".join(f"{counts.get(v, 0):6.1%}" for v in ("none", "pattern", "stable")), flush=True)


def _group_noise(rng: np.random.Generator, n: int = 200, sizes: str = "log") -> np.ndarray:
    people = np.exp(rng.uniform(np.log(5), np.log(500), n)) if sizes == "log" else rng.uniform(5, 500, n)
    return 10 / np.sqrt(people)


def unequal_noise(seeds: int) -> None:
    print("unequal rows (5-500 people, noise 10/sqrt n), given k: sizes k d | plain weighted oracle | median gain")
    for sizes in ("log", "even"):
        for k in (3, 4, 6):
            for d in (1.0, 1.5, 2.0, 3.0, 4.0):
                found = np.array([_unequal_once(seed, k, d, sizes) for seed in range(seeds)])
                plain, weighted, oracle = np.median(found, axis=0)
                gain = np.median(found[:, 1] - found[:, 0])
                print(f"{sizes:4} {k} {d} | {plain:.3f} {weighted:.3f} {oracle:.3f} | {gain:+.3f}", flush=True)


def _unequal_once(seed: int, k: int, d: float, sizes: str) -> tuple[float, float, float]:
    """ARI of plain k-means, of the weighted fit, and of the nearest mean of the true members."""
    rng = np.random.default_rng([seed, k, int(10 * d), 3])
    noise = _group_noise(rng, sizes=sizes)
    rows, truth = clustered(rng, k, d, noise=noise)
    points = separate(rows).coordinates
    plain = KMeans(k, n_init=10, random_state=seed).fit(points).labels_
    weighted = NoiseWeightedKMeans(k).fit(points, noise=noise).labels_
    centres = np.array([points[truth == c].mean(0) for c in range(k)])
    oracle = ((points[:, None] - centres) ** 2).sum(2).argmin(1)
    return tuple(adjusted_rand_score(truth, labels) for labels in (plain, weighted, oracle))


def size() -> None:
    print("size, CPU seconds on one thread: rows | analysis | one KMeans(8, n_init=10) | ratio | peak MB")
    for n in (50_000, 1_000_000, 5_000_000):
        rows = matrix_of(n)
        started = time.process_time()
        found = analyse(rows, seed=1)
        ours = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        line = f"{n:>9} {found.verdict} | {ours:6.2f}"
        if n <= 1_000_000:
            cells = rows.to_numpy()
            started = time.process_time()
            KMeans(8, n_init=10, random_state=0).fit(cells - cells.mean(1, keepdims=True))
            one = time.process_time() - started
            line += f" | {one:6.2f} | {ours / one:5.2f}"
        print(f"{line} | {peak:.0f}", flush=True)


def matrix_of(n: int) -> pd.DataFrame:
    """n rows of four clusters, made a part at a time."""
    rng = np.random.default_rng(2)
    pairs = weak_pairs(rng, 4, "apart")
    cells = np.empty((n, 8))
    for start in range(0, n, 1 << 18):
        part = cells[start : start + (1 << 18)]
        part[:] = rng.normal(size=part.shape) + 2 * rng.normal(size=(len(part), 1))
        truth = rng.integers(4, size=len(part))
        for cluster, pair in enumerate(pairs):
            part[np.ix_(truth == cluster, pair)] += 3
    return pd.DataFrame(cells, columns=INDICATORS, index=pd.RangeIndex(n, name="row"))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=100)
    asked.add_argument("--nulls", type=int, default=250)
    asked.add_argument("--only", default="planted,null,noise,size")
    options = asked.parse_args()
    warnings.simplefilter("error")
    parts = {
        "size": size,
        "noise": lambda: unequal_noise(options.seeds),
        "null": lambda: null(options.nulls),
        "planted": lambda: planted(options.seeds),
    }
    for name in options.only.split(","):
        begun = time.process_time()
        with threadpool_limits(1):
            parts[name]()
        print(f"{name}: {time.process_time() - begun:.0f} processor seconds", flush=True)


if __name__ == "__main__":
    main()
