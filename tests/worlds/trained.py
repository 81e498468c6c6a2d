"""People before and after a programme some attended: chosen by score, by lot or for what they lastingly are."""

import numpy as np
import pandas as pd

SD = 10.0  # points, of the scores before
RELIABILITY = 0.52


def trained_people(
    rng: np.random.Generator, n: int = 185, agencies: int = 4, gain: float = 0.0, how: str = "score",
    halo: float = 0.0, share: float = 0.2, beside: int = 4, drift: float = 0.0,
) -> pd.DataFrame:  # fmt: skip
    """One row: one person, as `analytics.impact.effect.effect` takes them.

    gain: what attending truly adds on the indicators worked on, halo: what raters add for the trained on everything,
    both in standard deviations. share: of the people who attend: the lowest before (`score`), any (`lot`), the
    lastingly lowest (`trait`), or whole agencies (`unit`). beside: indicators the programme does not work on. drift:
    how far agencies move apart in between, whoever attended."""
    agency = rng.integers(0, agencies, n)

    def noise(indicators: int = 1) -> np.ndarray:
        return rng.normal(0, np.sqrt((1 - RELIABILITY) / indicators), n)

    true = rng.normal(0, np.sqrt(RELIABILITY), n)
    other = 0.7 * true + rng.normal(0, 0.35, n)
    before = true + noise()
    order = {"score": before, "lot": rng.random(n), "trait": true + rng.normal(0, 0.3, n),
             "unit": agency}[how]  # fmt: skip
    trained = np.zeros(n, bool)
    trained[np.argsort(order)[: round(n * share)]] = True
    moved = rng.normal(0, drift, agencies)[agency]
    scores = {
        "before": before, "after": true + noise() + moved + (gain + halo) * trained,
        "beside_before": other + noise(beside), "beside_after": other + noise(beside) + moved + halo * trained,
    }  # fmt: skip
    points = {name: 70 + SD * score for name, score in scores.items()}
    return pd.DataFrame({"agency": agency, "trained": trained, **points})
