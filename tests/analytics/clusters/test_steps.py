"""The steps alone: the estimator's contract, the sum-zero space, the sample, names and identities."""

import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.exceptions import SkipTestWarning
from sklearn.metrics import adjusted_rand_score
from sklearn.utils.estimator_checks import check_estimator

from analytics.clusters import NoiseWeightedKMeans, follow, match
from analytics.clusters.choice import _decide
from analytics.clusters.kmeans import true_covariance
from analytics.clusters.names import name_pairs
from analytics.clusters.reference import gaps
from analytics.clusters.repeats import nearest_each, repeated_fits
from analytics.clusters.sample import chosen_rows
from analytics.clusters.shape import from_coordinates, separate
from analytics.clusters.stability import adjusted_rand
from tests.worlds.clusters import clustered, matrix


def test_the_estimator_keeps_scikit_learns_contract():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SkipTestWarning)
        check_estimator(NoiseWeightedKMeans())


def test_equal_noise_gives_the_fit_without_noise():
    points = clustered(np.random.default_rng(1), 3, d=4)[0].to_numpy()
    plain = NoiseWeightedKMeans(3).fit(points)
    equal = NoiseWeightedKMeans(3).fit(points, noise=np.full(len(points), 0.5))
    assert (plain.labels_ == equal.labels_).all()


def test_labels_are_the_nearest_centres_and_the_largest_cluster_is_first():
    points = clustered(np.random.default_rng(1), 3, d=4)[0].to_numpy()
    model = NoiseWeightedKMeans(3).fit(points)
    slow = [min(range(3), key=lambda c: float(((row - model.cluster_centers_[c]) ** 2).sum())) for row in points]
    assert model.labels_.tolist() == slow == model.predict(points).tolist()
    assert (np.diff(np.bincount(model.labels_)) <= 0).all()


def test_coordinates_keep_distances_and_come_back():
    shape = separate(clustered(np.random.default_rng(1), 3, d=4, n=50)[0])
    points = shape.coordinates
    assert points.shape == (50, 7)
    assert from_coordinates(points) == pytest.approx(shape.values)
    assert shape.values.sum(1) == pytest.approx(np.zeros(50), abs=1e-12)
    assert np.linalg.norm(points[0] - points[1]) == pytest.approx(np.linalg.norm(shape.values[0] - shape.values[1]))


def test_rows_without_missing_cells_keep_their_plain_mean_and_deviations():
    rows = clustered(np.random.default_rng(1), 3, d=4, n=40)[0]
    shape = separate(rows)
    assert shape.level == pytest.approx(rows.mean(axis=1).to_numpy())
    assert shape.values == pytest.approx(rows.sub(rows.mean(axis=1), axis=0).to_numpy())


def test_the_covariance_is_freed_from_the_rows_noise():
    rng = np.random.default_rng(2)
    noise = rng.uniform(1, 4, 40_000)
    points = rng.normal(size=(40_000, 4)) * [3.0, 1.0, 0.0, 0.0] + noise[:, None] * rng.normal(size=(40_000, 4))
    covariance, felt = true_covariance(points, noise)
    assert covariance == pytest.approx(np.diag([9.0, 1.0, 0.0, 0.0]), abs=0.25)
    assert felt == pytest.approx(noise, rel=0.01)
    covariance, felt = true_covariance(points, 2 * noise)
    assert felt == pytest.approx(noise, rel=0.1)


def _within(points: np.ndarray) -> dict[int, float]:
    return {k: NoiseWeightedKMeans(k).fit(points).inertia_ for k in range(2, 6)}


def test_the_gap_falls_for_one_cloud_and_peaks_at_the_planted_number():
    rng = np.random.default_rng(3)
    cloud = rng.normal(size=(200, 7))
    assert not gaps(cloud, None, _within(cloud), rng, 10)["found"].any()
    planted = separate(clustered(rng, 3, d=4)[0]).coordinates
    table = gaps(planted, None, _within(planted), rng, 10)
    assert table["found"].all()
    assert table.loc[table["gap"].idxmax(), "k"] == 3


def test_the_sample_is_the_same_rows_in_any_order_and_any_chunks():
    rng = np.random.default_rng(4)
    cells = rng.normal(size=(1000, 8))
    cells[rng.random(cells.shape) < 0.1] = np.nan
    order = rng.permutation(1000)
    rows = chosen_rows([cells[:300], cells[300:]], 100, seed=7)
    other = chosen_rows([cells[order]], 100, seed=7)
    assert sorted(order[other]) == rows.tolist()
    assert chosen_rows([cells], 100, seed=8).tolist() != rows.tolist()
    assert chosen_rows([cells[:50]], 100, seed=7).tolist() == list(range(50))
    assert abs(rows.mean() - 500) < 120  # spread over the file


def test_no_two_clusters_share_a_name():
    centres = np.array([[5.0, 4.0, 0.0, -9.0], [5.0, 4.5, -4.0, -5.5], [0.0, 0.0, 3.0, -3.0]])
    names = name_pairs(centres, ["AD", "KOM", "TG", "KW"])
    pairs = [frozenset(pair) for pair in zip(names["first"], names["second"], strict=True)]
    assert len(set(pairs)) == 3
    assert names["cluster"].tolist() == [0, 1, 2]


def test_a_name_holds_no_strength_while_there_are_two_weaknesses():
    centres = np.array([[3.7, 2.0, -0.3, 0.7, -6.1], [0.5, -9.0, -6.0, 10.0, 4.5]])
    names = name_pairs(centres, ["KOM", "AD", "KW", "BP", "TG"])
    assert names.loc[0, ["first", "second"]].tolist() == ["AD", "KOM"]  # KW stands out more, but is no weakness


def test_a_name_holds_nothing_in_which_the_other_clusters_are_weaker():
    """The shapes of a real region: KOM sets the first cluster apart; in BP and AD the other two are far weaker."""
    centres = np.array([[3.4, 1.9, 1.3, -6.6], [1.5, 0.5, 7.6, -9.6], [2.4, 9.7, 1.0, -13.1]])
    names = name_pairs(centres, ["KOM", "AD", "BP", "DS"])
    assert names[["first", "second"]].to_numpy().tolist() == [["KOM", ""], ["BP", ""], ["AD", ""]]


def test_a_cluster_that_nothing_sets_apart_is_called_by_its_greatest_weaknesses():
    centres = np.array([[2.0, 1.0, -3.0], [3.0, 2.0, -5.0], [4.0, 2.5, -6.5]])
    names = name_pairs(centres, ["AD", "KOM", "TG"])
    assert names[["first", "second"]].to_numpy().tolist() == [["AD", ""], ["KOM", ""], ["AD", "KOM"]]


def test_a_single_cluster_has_a_name():
    assert len(name_pairs(np.array([[2.0, 1.0, -3.0]]), ["AD", "KOM", "TG"])) == 1


def _period(members: dict[str, int], shapes: dict[int, list[float]]) -> tuple[pd.Series, pd.DataFrame]:
    return pd.Series(members), pd.DataFrame.from_dict(shapes, orient="index", columns=["AD", "KOM", "TG"])


def test_identities_follow_members_and_shape_not_the_number():
    first = _period({"a": 0, "b": 0, "c": 1, "d": 1}, {0: [2, -1, -1], 1: [-1, 2, -1]})
    second = _period({"a": 1, "b": 1, "c": 0, "d": 0}, {1: [2, -1, -1], 0: [-1, 2, -1]})
    assert follow([first, second]) == [{0: 0, 1: 1}, {1: 0, 0: 1}]


def test_a_new_cluster_gets_a_new_identity_and_a_lost_one_comes_back_as_itself():
    both = _period({"a": 0, "b": 0, "c": 1, "d": 1}, {0: [2, -1, -1], 1: [-1, 2, -1]})
    one = _period({"a": 0, "b": 0, "c": 0}, {0: [2, -1, -1]})
    three = _period({"a": 2, "b": 2, "c": 0, "d": 0, "e": 1}, {2: [2, -1, -1], 0: [-1, 2, -1], 1: [-1, -1, 2]})
    assert follow([both, one, three]) == [{0: 0, 1: 1}, {0: 0}, {2: 0, 0: 1, 1: 2}]


def test_periods_without_common_rows_are_matched_by_shape():
    before = _period({"a": 0, "c": 1}, {0: [2, -1, -1], 1: [-1, 2, -1]})
    now = _period({"x": 1, "y": 0}, {1: [2, -1, -1], 0: [-1, 2, -1]})
    assert match(before[0], now[0], before[1], now[1], 2) == {1: 0, 0: 1}


def test_noise_of_another_length_is_refused():
    with pytest.raises(ValueError, match="noise has 3 rows, the matrix 40"):
        separate(matrix(np.zeros((40, 8)) + np.arange(8)), noise=np.ones(3))


def test_rows_without_a_standard_error_count_as_the_noisiest():
    rows = matrix(np.random.default_rng(0).normal(size=(4, 8)))
    cells = pd.DataFrame(1.0, index=rows.index, columns=rows.columns)
    cells.iloc[1] = 2.0
    cells.iloc[2] = np.nan
    cells.iloc[3, :4] = np.nan
    assert separate(rows, noise=cells).noise.tolist() == [1.0, 2.0, 2.0, 1.0]


def test_fits_in_a_stack_are_the_fits_one_at_a_time():
    rng = np.random.default_rng(1)
    clouds = np.stack([separate(clustered(rng, 3, d=5)[0]).coordinates for _ in range(4)])
    weights = rng.integers(0, 3, size=(4, 200)).astype(float)  # as a bootstrap draws: some rows never
    centres, within = repeated_fits(clouds, weights, 3, rng, n_init=10)
    for cloud, weight, found, inertia in zip(clouds, weights, centres, within, strict=True):
        plain = KMeans(3, n_init=10, random_state=0).fit(cloud, None, weight)
        assert inertia == pytest.approx(plain.inertia_, rel=1e-3)
        order, wanted = np.lexsort(found.T), np.lexsort(plain.cluster_centers_.T)
        assert found[order] == pytest.approx(plain.cluster_centers_[wanted], abs=0.1)
    shared, _ = repeated_fits(clouds[0], weights[:1], 3, np.random.default_rng(2), n_init=10)
    assert np.sort(shared[0], axis=0) == pytest.approx(np.sort(centres[0], axis=0), abs=0.1)
    slow = [[int(((row - c) ** 2).sum(1).argmin()) for row in cloud] for cloud, c in zip(clouds, centres, strict=True)]
    assert nearest_each(clouds, centres).tolist() == slow


def test_agreement_of_stacked_tables_is_scikit_learns():
    rng = np.random.default_rng(2)
    own = rng.integers(3, size=60)
    for again in (own, (own + 1) % 3, rng.integers(3, size=60), np.zeros(60, dtype=int)):
        table = np.zeros((1, 3, 3))
        np.add.at(table[0], (own, again), 1)
        assert adjusted_rand(table)[0] == pytest.approx(adjusted_rand_score(own, again))


def _tried(**jaccard: float) -> pd.DataFrame:
    rows = [(1, 0.0, 0.0, np.nan)] + [(int(k[1:]), 0.1 * int(k[1:]), 3.0, value) for k, value in jaccard.items()]
    table = pd.DataFrame(rows, columns=["k", "gap", "z", "jaccard"])
    return table.assign(gap_sd=0.01, found=True, smallest=9, ari=0.9, silhouette=0.2)


def test_the_number_of_the_period_before_is_kept_while_it_holds_as_well():
    table = _tried(k2=0.8, k3=0.7, k4=0.9)
    assert _decide(table, None) == (4, "stable")
    assert _decide(table, 2) == (2, "stable")
    assert _decide(table, 3) == (4, "stable")  # a pattern only, where another number is stable
    assert _decide(_tried(k2=0.5, k3=0.7, k4=0.65), 3) == (3, "pattern")
    assert _decide(_tried(k2=0.5), 2) == (1, "none")
