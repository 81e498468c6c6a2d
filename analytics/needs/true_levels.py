"""What noisy scores let one believe about true levels, where a scale ends and levels are not spread like a bell.

A score is a true level plus an error; what leaves the scale is given its end (a 97 with a good day is a 100). How the
levels are spread is not assumed but found: the distribution under which the scores seen are likeliest (Kiefer and
Wolfowitz 1956), by expectation and maximisation with a little smoothing after each step (Silverman, Jones, Wilson and
Nychka 1990). What one may believe of a person is that distribution, weighed by how likely it makes their own score.
A normal one in its place is sure too often wherever few are very low or many stand at the top.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy import special

TOP = 100.0
POINTS = 101  # of the grid of levels
ROUNDS = 40
SMOOTH = 0.15  # of the typical error
LEAST_NOISE = 0.3  # of the error of a score that cannot be at the end of the scale
FITTED = 20_000  # people the spread is found from: more do not change it
ASSUMED = 30  # people as a normal spread would have them, added: five people tell nothing of a tail
BLOCK = 5_000  # people at once: bounds the memory


class Belief(NamedTuple):
    """Per person: mean and sd of the true level (on the scale), P(level < border), mean of max(0, border - level)."""

    mean: np.ndarray
    sd: np.ndarray
    below: np.ndarray
    shortfall: np.ndarray


def beliefs(
    centre: np.ndarray, apart: np.ndarray, noise: np.ndarray, true: float, one: float, border: np.ndarray
) -> Belief:
    """What to believe of each person. centre: the level expected of the person's group; apart: the score minus it;
    noise: standard error of the score; true, one: variance of levels around their centre and of a single rating around
    its level; border: a level asked of the person. All in points of 0-100."""
    if not noise.any():
        level = np.clip(centre + apart, 0, TOP)
        return Belief(level, noise, (level < border).astype(float), np.clip(border - level, 0, None))
    typical = float(np.median(noise))
    wide = 3 * np.sqrt(true)
    grid = np.linspace(min(apart.min(), -wide), max(apart.max() + typical, wide), POINTS)
    step = grid[1] - grid[0]
    spread = latent_error(np.clip(centre + apart, 0, TOP), one)

    def likely(some: np.ndarray) -> np.ndarray:
        """[person, level of the grid], each row up to a factor."""
        # What the ends of the scale do is the same for all of one agency and position: worked out once for these.
        groups, group = np.unique(centre[some], return_inverse=True)
        means, variances = clipped(groups[:, None] + grid, spread)
        mean, narrow = means[group], np.sqrt(variances / one).clip(LEAST_NOISE)[group]
        error = np.maximum(noise[some, None] * narrow, step / 2)
        z = -0.5 * ((centre[some, None] + apart[some, None] - mean) / error) ** 2 - np.log(error)
        return np.exp(z - z.max(axis=1, keepdims=True))

    some = np.arange(0, len(apart), -(-len(apart) // FITTED))
    share = _spread(likely(some), grid, SMOOTH * typical, _bell(grid / max(np.sqrt(true), step)))
    found = []
    for some in _blocks(len(apart)):
        weight = likely(some) * share
        weight /= weight.sum(axis=1, keepdims=True)
        level = np.clip(centre[some, None] + grid, 0, TOP)
        mean = (weight * level).sum(axis=1)
        sd = np.sqrt((weight * (level - mean[:, None]) ** 2).sum(axis=1))
        short = border[some, None] - level
        # A point of the grid stands for all levels around it: of the one the border runs through, a part is below.
        below = (weight * np.clip(short / step + 0.5, 0, 1)).sum(axis=1)
        found.append((mean, sd, below, (weight * short.clip(min=0)).sum(axis=1)))
    return Belief(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def clipped(level: np.ndarray, error: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of a rating of people at `level` whose error has the standard deviation `error`, where what
    leaves 0-100 is given its end."""
    low, high = -level / error, (TOP - level) / error
    at_low, at_high = special.ndtr(low), special.ndtr(-high)
    bell_low, bell_high = _bell(low), _bell(high)
    inside = 1 - at_low - at_high
    apart = at_low * -level + at_high * (TOP - level) + error * (bell_low - bell_high)
    square = at_low * level**2 + at_high * (TOP - level) ** 2
    square += error**2 * (inside + low * bell_low - high * bell_high)
    return level + apart, np.maximum(square - apart**2, 0.0)


def latent_error(levels: np.ndarray, variance: float) -> float:
    """The standard deviation a rating's error has before the ends of the scale cut it, where ratings of people at
    these levels vary by `variance` on average."""
    error = np.sqrt(variance)
    for _ in range(4):
        error *= np.sqrt(variance / clipped(levels, error)[1].mean())
    return float(error)


def _bell(z: np.ndarray) -> np.ndarray:
    return np.exp(-z * z / 2) / np.sqrt(2 * np.pi)


def _spread(likely: np.ndarray, grid: np.ndarray, width: float, bell: np.ndarray) -> np.ndarray:
    """The share of people at each level of the grid. bell: what it would be if levels were normal, up to a factor."""
    bell = bell / bell.sum()
    share = bell
    kernel = np.exp(-0.5 * ((grid[:, None] - grid) / width) ** 2)
    kernel /= kernel.sum(axis=0)
    n = len(likely)
    for _ in range(ROUNDS):
        share = kernel @ (share * ((1 / (likely @ share)) @ likely))
        share = (share + ASSUMED * bell) / (n + ASSUMED)
    return share


def _blocks(n: int) -> Iterator[np.ndarray]:
    return (np.arange(start, min(start + BLOCK, n)) for start in range(0, n, BLOCK))
