"""What summing equal scores in another order leaves over is no difference: 583.1 / 7 is not quite 83.3."""

import numpy as np

NOISE = 1e-9
"""Points. No file gives a score that finely, and sums of a million scores err by less."""


def as_shown(values: np.ndarray | float) -> np.ndarray:
    """Scores as a reader sees them: to a tenth of a point, half away from zero (numpy rounds half to even)."""
    values = np.asarray(values, float)
    return np.copysign(np.floor(np.abs(values) * 10 + 0.5) / 10, values)


def without_noise(values: np.ndarray) -> np.ndarray:
    """Scores, or differences of scores, on a grid as wide as the noise: what is equal but for it is equal."""
    return np.round(values, 9)
