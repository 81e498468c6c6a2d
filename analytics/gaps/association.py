"""How the indicators of groups go with a result, and whether their shares of that are those they are weighted with."""

import numpy as np
import pandas as pd
from sklearn.covariance import ledoit_wolf


def clusters(rows: pd.DataFrame) -> list[np.ndarray]:
    """The places of the rows of each `agency` (a level of the index), in order; each row alone where there is none."""
    if "agency" not in rows.index.names:
        return [np.array([place]) for place in range(len(rows))]
    agencies = rows.index.get_level_values("agency")
    return [np.flatnonzero(agencies == agency) for agency in agencies.unique()]


class Association:
    """Association of each column with the last one (`outcome`, the others held) or with the weighted rest.

    Its share of the sum is compared with its weight by a difference that is smooth also where nothing is associated:
    association less weight times the sum of them. Error by leaving out one cluster at a time; how far a difference in
    those errors goes by chance, from clusters drawn anew, each with errors of its own (bootstrap-t), and the largest of
    all columns for the family (Westfall and Young 1993, ch. 2; Davison and Hinkley 1997, ch. 5.2).
    """

    def __init__(self, cells: np.ndarray, weights: np.ndarray, places: list[np.ndarray], outcome: bool) -> None:
        sd = cells.std(0)
        units = (cells - cells.mean(0)) / np.where(sd > 0, sd, 1.0)
        self._outcome, self._weights = outcome, weights
        # With an outcome in units of spread, which its shrinkage is for; else as they are, which the weights are for.
        used = units if outcome else cells - cells.mean(0)
        self._shrunk = float(ledoit_wolf(units)[1]) if outcome else 0.0
        self._n = np.array([len(place) for place in places], float)
        self._sum = np.array([used[place].sum(0) for place in places])
        self._products = np.array([used[place].T @ used[place] for place in places])
        self.effects = self._effects(np.ones(len(places)))

    @property
    def shares(self) -> np.ndarray:
        """(columns,) shares of the positive association, even shares where there is none."""
        effect = np.maximum(self.effects, 0.0)
        return effect / effect.sum() if effect.sum() > 0 else np.full(len(effect), 1 / len(effect))

    def against_weights(
        self, rng: np.random.Generator, draws: int, level: float
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Difference from the weight, whether it is sure over all columns, and the interval of each share."""
        m = len(self._n)
        apart, error, covariance = self._compared(np.ones(m))
        far = []
        for _ in range(draws):
            again, its_error, _ = self._compared(np.bincount(rng.integers(m, size=m), minlength=m).astype(float))
            far.append(np.abs(_over(again - apart, its_error)))
        own = np.abs(_over(apart, error))
        over = (1 + (np.max(far, axis=1)[:, None] >= own).sum(0)) / (draws + 1)
        low, high = _shares_within(self.effects, covariance, np.quantile(far, level, axis=0))
        return apart, over < 1 - level, low, high

    def _compared(self, times: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """With each cluster taken so many times: the difference of each column, its error, and the covariance (column,
        2, 2) of its association and the sum of all."""
        m, taken = times.sum(), np.flatnonzero(times)
        effects, left = self._effects(times), self._effects(times, less=taken)
        both = np.stack([left, np.broadcast_to(left.sum(1, keepdims=True), left.shape)], axis=2)
        off = both - np.einsum("g,gij->ij", times[taken], both) / m
        covariance = (m - 1) / m * np.einsum("g,gia,gib->iab", times[taken], off, off)
        by = np.stack([np.ones_like(self._weights), -self._weights], axis=1)
        error = np.sqrt(np.maximum(np.einsum("ia,iab,ib->i", by, covariance, by), 0.0))
        return effects - self._weights * effects.sum(), error, covariance

    def _effects(self, times: np.ndarray, less: np.ndarray | None = None) -> np.ndarray:
        """(columns,) associations; or (cluster, columns), with each of the clusters `less` taken once less."""
        n, sums, products = times @ self._n, times @ self._sum, np.tensordot(times, self._products, 1)
        if less is not None:
            n, sums, products = n - self._n[less], sums - self._sum[less], products - self._products[less]
        n = np.asarray(n)[..., None]
        spread = products / n[..., None] - sums[..., :, None] * sums[..., None, :] / n[..., None] ** 2
        return self._held(spread) if self._outcome else self._with_rest(spread)

    def _held(self, spread: np.ndarray) -> np.ndarray:
        variance = np.einsum("...ii->...i", spread)
        length = np.sqrt(variance[..., :, None] * variance[..., None, :])
        correlation = np.where(length > 0, spread / np.where(length > 0, length, 1.0), 0.0) * (1 - self._shrunk)
        size = spread.shape[-1]
        correlation[..., range(size), range(size)] = 1.0
        precise = np.linalg.pinv(correlation, hermitian=True)
        own = np.einsum("...ii->...i", precise)
        return -precise[..., :-1, -1] / np.sqrt(own[..., :-1] * own[..., -1:])

    def _with_rest(self, spread: np.ndarray) -> np.ndarray:
        # Without the column itself, or each would go with the whole that holds it.
        variance, whole = np.einsum("...ii->...i", spread), spread @ self._weights
        together = whole - self._weights * variance
        rest = (whole @ self._weights)[..., None] - 2 * self._weights * whole + self._weights**2 * variance
        length = np.sqrt(np.maximum(variance * rest, 0.0))
        return np.where(length > 0, together / np.where(length > 0, length, 1.0), 0.0)


def _over(difference: np.ndarray, error: np.ndarray) -> np.ndarray:
    """In errors; 0 where there is none."""
    return np.where(error > 0, difference / np.where(error > 0, error, 1.0), 0.0)


def _shares_within(effects: np.ndarray, covariance: np.ndarray, far: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All shares s for which effect - s x sum lies within `far` of its errors (Fieller 1954), within 0 and 1."""
    whole, square = effects.sum(), far**2
    a = whole**2 - square * covariance[:, 1, 1]
    b = effects * whole - square * covariance[:, 0, 1]
    c = effects**2 - square * covariance[:, 0, 0]
    root = np.sqrt(np.maximum(b**2 - a * c, 0.0))
    bounded = (a > 0) & (whole > 0)
    low, high = ((b + sign * root) / np.where(bounded, a, 1.0) for sign in (-1, 1))
    return np.clip(np.where(bounded, low, 0.0), 0, 1), np.clip(np.where(bounded, high, 1.0), 0, 1)
