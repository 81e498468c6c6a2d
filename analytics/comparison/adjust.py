"""Raw beside adjusted: what an agency's score would be with the region's mix of positions."""

import numpy as np
import pandas as pd

LEAST_R2 = 0.05
"""Under this share of the differences between agencies explained by their positions, adjusting only adds noise."""


def adjusted_for_positions(blocks: pd.DataFrame) -> tuple[pd.DataFrame, float]:
    """(one row per agency: agency, n_people, raw, adjusted, effect; R2), adjusted NaN where R2 < 0.05.

    blocks: agency, position, n_people, score, of one region, period, indicator and source; a missing position (merged)
    counts as a position of its own. Head-count weighted least squares of the scores on agencies and positions together,
    so that a position's effect is learnt inside agencies and a good agency does not make its positions look easy;
    effect is what the mix gives the agency against the region's mix, adjusted = raw - effect. R2 is the share of the
    weighted variance of raw scores that effect explains.
    """
    kept = blocks[blocks["score"].notna() & blocks["n_people"].gt(0)]
    if kept.empty:
        return pd.DataFrame(columns=["agency", "n_people", "raw", "adjusted", "effect"]), 0.0
    agency, agencies = pd.factorize(kept["agency"], sort=True)
    position, positions = pd.factorize(kept["position"].fillna(""), sort=True)
    n, y = kept["n_people"].to_numpy(float), kept["score"].to_numpy(float)
    design = np.zeros((len(kept), len(agencies) + len(positions)))
    design[np.arange(len(kept)), agency] = 1
    design[np.arange(len(kept)), len(agencies) + position] = 1
    root = np.sqrt(n)
    # The columns of agencies and those of positions each sum to one, so the levels are known but for a constant;
    # `effect` compares two means of levels and takes it away.
    fitted = np.linalg.lstsq(design * root[:, None], y * root, rcond=None)[0]
    level = fitted[len(agencies) :]
    people = np.bincount(agency, n)
    raw = np.bincount(agency, n * y) / people
    effect = np.bincount(agency, n * level[position]) / people - (n * level[position]).sum() / n.sum()
    mean = (people * raw).sum() / people.sum()
    total, left = (people * (raw - mean) ** 2).sum(), (people * (raw - effect - mean) ** 2).sum()
    r2 = float(np.clip(1 - left / total, 0, 1)) if total > 0 else 0.0
    adjusted = raw - effect if r2 >= LEAST_R2 else np.full(len(raw), np.nan)
    frame = {"agency": agencies, "n_people": people.astype(int), "raw": raw, "adjusted": adjusted, "effect": effect}
    return pd.DataFrame(frame), r2
