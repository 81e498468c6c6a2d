"""What was planted is found, and nothing is found where nothing was planted.

Full size: `python -m tests.campaigns.calibration_clusters`."""

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from analytics.clusters import NoiseWeightedKMeans, analyse
from analytics.clusters.shape import separate
from tests.worlds.clusters import INDICATORS, clustered, matrix, without_clusters


@pytest.mark.parametrize("k", [2, 4, 6])
def test_planted_clusters_and_their_number_are_found(k):
    rows, truth = clustered(np.random.default_rng(k), k, d=4)
    found = analyse(rows, seed=1)
    assert found.verdict == "stable"
    assert len(found.clusters) == k
    assert adjusted_rand_score(truth, found.rows["cluster"]) >= 0.95
    assert found.clusters["jaccard"].min() > 0.75
    assert found.choice.loc[found.choice["chosen"], "k"].tolist() == [k]


def test_names_are_the_two_planted_weaknesses():
    rows = clustered(np.random.default_rng(0), 1, d=0)[0]
    truth = np.arange(200) % 2
    rows.loc[truth == 0, ["KOM", "AD"]] += [5.0, 4.0]
    rows.loc[truth == 1, ["TG", "KW"]] += [5.0, 4.0]
    rows["DS"] += 9  # everybody's weakness names nobody
    found = analyse(rows, seed=1)
    assert set(zip(found.clusters["first"], found.clusters["second"], strict=True)) == {("KOM", "AD"), ("TG", "KW")}


@pytest.mark.parametrize("factors", [0, 1, 2])
def test_noise_and_correlated_noise_have_no_clusters(factors):
    verdicts = [analyse(without_clusters(np.random.default_rng(70 + s), factors), seed=s).verdict for s in range(3)]
    assert verdicts == ["none"] * 3


def test_levels_alone_are_no_clusters():
    rng = np.random.default_rng(5)
    levels = np.repeat([0.0, 12.0, 24.0], 60)[:, None]
    found = analyse(matrix(levels + rng.normal(size=(180, 8))), seed=1)
    assert found.verdict == "none"
    assert (found.rows["cluster"] == -1).all()
    assert found.rows["level"].to_numpy() == pytest.approx(levels[:, 0], abs=2)
    assert found.rows["level_band"].tolist() == ["low"] * 60 + ["middle"] * 60 + ["high"] * 60


def test_row_and_column_order_and_repetition_change_nothing():
    rng = np.random.default_rng(8)
    rows, _ = clustered(rng, 4, d=3)
    rows = rows.mask(rng.random(rows.shape) < 0.05)
    noise = pd.Series(rng.uniform(0.5, 1.5, len(rows)), index=rows.index)
    first = analyse(rows, seed=3, noise=noise.to_numpy())
    again = analyse(rows, seed=3, noise=noise.to_numpy())
    shuffled = rows.iloc[rng.permutation(len(rows)), rng.permutation(8)]
    other = analyse(shuffled, seed=3, noise=noise.loc[shuffled.index].to_numpy())
    pd.testing.assert_frame_equal(first.rows, again.rows)
    pd.testing.assert_frame_equal(first.rows, other.rows.loc[rows.index])
    pd.testing.assert_frame_equal(first.choice, other.choice)
    pd.testing.assert_frame_equal(first.clusters, other.clusters)


def test_a_large_matrix_is_fitted_on_a_sample_that_row_order_does_not_change():
    rng = np.random.default_rng(9)
    rows, truth = clustered(rng, 4, d=4, n=6000, arrangement="apart")
    order = rng.permutation(len(rows))
    found, other = analyse(rows, seed=3), analyse(rows.iloc[order], seed=3)
    assert found.n_fitted == 1500
    assert adjusted_rand_score(truth, found.rows["cluster"]) >= 0.95
    assert (found.rows["cluster"].to_numpy()[order] == other.rows["cluster"].to_numpy()).all()
    assert found.clusters["n_rows"].sum() == 6000
    assert (found.choice["silhouette_se"].dropna() > 0).all()


def test_under_thirty_rows_there_is_a_list_only():
    rows, _ = clustered(np.random.default_rng(1), 2, d=8, n=29)
    found = analyse(rows, seed=1)
    assert found.verdict == "too_few"
    assert found.clusters.empty and found.profiles.empty and found.choice.empty
    assert found.rows["level"].notna().all()


def test_thirty_rows_are_enough_for_plain_clusters():
    rows, truth = clustered(np.random.default_rng(1), 2, d=8, n=30)
    found = analyse(rows, seed=1)
    assert found.verdict == "stable"
    assert adjusted_rand_score(truth, found.rows["cluster"]) == 1


def test_small_and_empty_rows_are_set_aside_and_listed():
    rows, _ = clustered(np.random.default_rng(2), 3, d=5, n=60)
    rows.iloc[0, :3] = np.nan  # 3 of 8 missing: more than 30 %
    rows.iloc[1, :2] = np.nan
    people = np.full(60, 20)
    people[2] = 4
    found = analyse(rows, seed=1, n_people=people)
    assert found.set_aside.to_dict("records") == [
        {"agency": "OPD0000", "reason": "missing"},
        {"agency": "OPD0002", "reason": "small"},
    ]
    assert found.rows["cluster"].iloc[[0, 2]].tolist() == [-1, -1]
    assert found.rows["cluster"].iloc[1] >= 0


def test_rows_missing_a_hard_indicator_are_not_better_rows():
    rng = np.random.default_rng(3)
    rows = matrix(rng.normal(scale=0.1, size=(60, 8)))
    rows["KOM"] += 20
    rows.loc[rows.index[:20], "KOM"] = np.nan
    level = analyse(rows, seed=1).rows["level"]
    assert level.iloc[:20].mean() == pytest.approx(level.iloc[20:].mean(), abs=0.2)


def test_a_constant_indicator_is_left_out_and_named():
    rows, _ = clustered(np.random.default_rng(2), 2, d=6, n=60)
    rows["TG"] = 3.0
    found = analyse(rows, seed=1)
    assert found.left_out == {"TG": "constant"}
    assert "TG" not in set(found.profiles["indicator"])


def test_an_indicator_that_few_rows_have_makes_no_cluster_of_them():
    rows = matrix(np.random.default_rng(6).normal(size=(100, 8)))
    rows["KPM"] = np.where(np.arange(100) < 20, rows["KPM"] + 6, np.nan)
    found = analyse(rows, seed=1)
    assert found.left_out == {"KPM": "seldom"}
    assert found.verdict == "none"


def test_errors_that_the_raters_share_over_all_indicators_make_no_clusters():
    """Stated errors twice as large as what is left of them in the shape, and correlated rows."""
    rng = np.random.default_rng(7)
    rows = without_clusters(rng, 1)
    assert analyse(rows, seed=1, noise=rng.uniform(1.5, 3, len(rows))).verdict == "none"


@pytest.mark.parametrize("columns", [0, 1, 2])
def test_matrices_with_hardly_any_indicator_have_no_clusters(columns):
    rows = matrix(np.random.default_rng(1).normal(size=(50, 8))).iloc[:, :columns]
    found = analyse(rows, seed=1)
    assert found.verdict in {"none", "too_few"}
    assert found.clusters.empty


def test_identical_rows_have_no_clusters():
    rows = matrix(np.tile(np.arange(8.0), (50, 1)))
    assert analyse(rows, seed=1).verdict == "none"


def test_knowing_each_rows_error_finds_what_plain_k_means_misses():
    gains = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        noise = 10 / np.sqrt(np.exp(rng.uniform(np.log(5), np.log(500), 200)))
        rows, truth = clustered(rng, 4, d=2, noise=noise)
        points = separate(rows).coordinates
        plain = KMeans(4, n_init=10, random_state=0).fit(points).labels_
        weighted = NoiseWeightedKMeans(4).fit(points, noise=noise).labels_
        gains.append(adjusted_rand_score(truth, weighted) - adjusted_rand_score(truth, plain))
    assert np.median(gains) >= 0.05


def test_profiles_are_deviations_from_the_clusters_own_mean():
    rows, _ = clustered(np.random.default_rng(4), 3, d=5)
    found = analyse(rows, seed=1)
    shape = rows.sub(rows.mean(axis=1), axis=0)
    expected = shape.groupby(found.rows["cluster"]).mean()
    shown = found.profiles.pivot(index="cluster", columns="indicator", values="deviation")
    pd.testing.assert_frame_equal(shown[INDICATORS], expected[INDICATORS], check_names=False, check_index_type=False)
    assert found.rows.groupby("cluster")["level"].mean().to_numpy() == pytest.approx(found.clusters["level"].to_numpy())


def test_a_number_the_reader_asks_for_is_shown_with_what_it_deserves():
    rows, _ = clustered(np.random.default_rng(4), 3, d=4)
    asked, own = analyse(rows, seed=1, wanted=5), analyse(rows, seed=1)
    assert (len(own.clusters), own.verdict) == (3, "stable")
    assert len(asked.clusters) == 5 and asked.verdict in ("pattern", "none")
    assert asked.choice.loc[asked.choice["chosen"], "k"].tolist() == [5]
    noise = without_clusters(np.random.default_rng(70), 0)
    forced = analyse(noise, seed=1, wanted=3)
    assert len(forced.clusters) == 3 and forced.verdict == "none"
