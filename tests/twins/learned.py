"""What programmes are expected to do, the slow way: every mean and spread of a fine grid is tried."""

import math


def learned(runs, prior, spread, weight, step=0.004):
    """(programme -> (effect, se), mean, spread). runs: (programme, value, se). The likelihood of what was seen, and of
    `weight` programmes of mean `prior` and this spread, is highest there."""
    pooled = {}
    for code in sorted({code for code, _, _ in runs}):
        own = [(value, se) for name, value, se in runs if name == code]
        precision = sum(1 / se**2 for _, se in own)
        pooled[code] = (sum(value / se**2 for value, se in own) / precision, 1 / precision)

    def likelihood(mean, wide):
        total = -weight / 2 * (math.log(wide) + (spread**2 + (mean - prior) ** 2) / wide)
        for value, variance in pooled.values():
            total -= 0.5 * (math.log(variance + wide) + (value - mean) ** 2 / (variance + wide))
        return total

    grid = [(m * step, (s * step) ** 2) for m in range(-100, 250) for s in range(5, 200)]
    mean, wide = max(grid, key=lambda place: likelihood(*place))
    effects = {}
    for code, (value, variance) in pooled.items():
        kept = wide / (wide + variance)
        effects[code] = (mean + kept * (value - mean), math.sqrt(kept * variance))
    return effects, mean, math.sqrt(wide)
