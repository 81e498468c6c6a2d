"""What a seat is worth: the share of a need that a dose of training is expected to close.

The dose of one person on one indicator is the sum over the programmes attended of strength x expected effect. The first
0.3 (one strong programme at the cautious prior d = 0.3, half of the published 0.62) counts in full, the next 0.3 half,
the rest a quarter: two courses on the same weakness are not worth twice one.
"""

import numpy as np

EXPECTED_EFFECT = 0.3
# (dose where the slope falls, by how much it falls); the slope starts at 1 and the last knot is where all is closed.
KNOTS = ((0.3, 0.5), (0.6, 0.25), (2.8, 0.25))


def closed_share(dose: np.ndarray) -> np.ndarray:
    """Share of a need closed by a dose, elementwise: concave, piecewise linear, 0 at 0, never above 1."""
    share = np.asarray(dose, float).copy()
    for knot, fall in KNOTS:
        share -= fall * np.maximum(0.0, dose - knot)
    return share
