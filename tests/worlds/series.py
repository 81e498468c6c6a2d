"""Families of series in which nothing has a direction but what is planted: noise that carries over, raters who change.

Each maker gives values [region, agency, period] and the scales [region, agency] of `statistics.slopes`.
"""

from collections.abc import Iterator

import numpy as np

from analytics.statistics.slopes import Series


def carrying(
    rng: np.random.Generator,
    shape: tuple[int, int, int],
    lag: float,
    sd: float,
    uneven: float = 0.0,
    common: float = 0.0,
) -> tuple[np.ndarray, np.ndarray]:
    """AR(1) noise. uneven: spread of the log of each agency's sd, which its scale does not know; common: sd of what
    moves all agencies of a region in one period, as a share of `sd`."""
    regions, agencies, periods = shape
    y = rng.normal(0, 1, shape)
    for t in range(1, periods):
        y[..., t] = lag * y[..., t - 1] + np.sqrt(1 - lag**2) * y[..., t]
    y = y * np.exp(rng.normal(0, uneven, (regions, agencies, 1))) + common * rng.normal(0, 1, (regions, 1, periods))
    return sd * y, np.full((regions, agencies), sd**2)


def rated(
    rng: np.random.Generator, shape: tuple[int, int, int], replaced: float, leaving: float = 0.05, load: int = 8
) -> tuple[np.ndarray, np.ndarray]:
    """Means of 30 to 120 people a agency, each rated by one of at least five raters: abilities and severities last, by
    half of a variance of 50 each, until the person leaves or the rater is replaced (shares per period)."""
    regions, agencies, periods = shape
    y, scale = np.empty(shape), np.empty((regions, agencies))
    for agency, people in enumerate(rng.integers(30, 121, agencies)):
        raters = max(5, int(people) // load)
        parts = [_lasting(rng, (regions, n, periods), share) for n, share in ((people, leaving), (raters, replaced))]
        y[:, agency] = sum(part.mean(axis=1) for part in parts)
        scale[:, agency] = 50 / people + 50 / raters
    return y, scale


def _lasting(rng: np.random.Generator, shape: tuple[int, int, int], replaced: float) -> np.ndarray:
    """One value of each person in each period: half of its variance of 50 stays until somebody else has the place."""
    values = np.empty(shape)
    lasting = rng.normal(0, 5, shape[:2])
    for t in range(shape[2]):
        if t:
            lasting = np.where(rng.random(shape[:2]) < replaced, rng.normal(0, 5, shape[:2]), lasting)
        values[..., t] = lasting + rng.normal(0, 5, shape[:2])
    return values


def families(values: np.ndarray, scale: np.ndarray) -> Iterator[list[Series]]:
    """The series of one region after another."""
    times = np.arange(values.shape[2])
    for here, scales in zip(values, scale, strict=True):
        yield [(times, y, float(size)) for y, size in zip(here, scales, strict=True)]
