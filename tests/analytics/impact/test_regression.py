"""Errors of least squares against plain matrices, and against regions in which nothing happens."""

import numpy as np
import pytest

from analytics.impact.regression import estimate


def plain(design, y, clusters):
    """CR2 and its degrees of freedom by whole matrices, nothing spared."""
    n = len(y)
    inner = np.linalg.inv(design.T @ design)
    rest = np.eye(n) - design @ inner @ design.T
    left = rest @ y
    columns, terms = [], []
    for code in np.unique(clusters):
        own = clusters == code
        values, vectors = np.linalg.eigh(rest[np.ix_(own, own)])
        power = np.where(values > 1e-9, 1 / np.sqrt(np.maximum(values, 1e-9)), 0.0)
        scaled = (vectors * power) @ vectors.T @ design[own] @ inner[:, 0]
        terms.append(scaled @ left[own])
        columns.append(rest[:, own] @ scaled)
    spread = np.array(columns) @ np.array(columns).T
    freedom = np.trace(spread) ** 2 / (spread**2).sum()
    return (inner @ design.T @ y)[0], np.sqrt(np.sum(np.square(terms))), freedom


def case(rng, n=60, agencies=7, alone=False):
    codes = rng.integers(0, agencies, n)
    trained = rng.random(n) < 0.4
    fixed = (codes[:, None] == np.arange(agencies)).astype(float)
    design = np.column_stack([trained.astype(float), rng.normal(size=n), fixed[:, fixed.any(axis=0)]])
    return design, rng.normal(size=n), np.arange(n) if alone else codes


@pytest.mark.parametrize("alone", [True, False])
def test_the_error_is_that_of_plain_matrices(alone):
    rng = np.random.default_rng(1)
    for _ in range(15):
        given = case(rng, alone=alone)
        assert estimate(*given) == pytest.approx(plain(*given), rel=1e-6)


def test_what_cannot_be_told_is_not_a_number():
    design = np.column_stack([np.ones(5), np.ones(5)])
    assert np.isnan(estimate(design, np.arange(5.0), np.arange(5))).all()
    assert np.isnan(estimate(np.eye(3), np.arange(3.0), np.arange(3))).all()
