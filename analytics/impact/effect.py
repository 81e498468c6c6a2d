"""Did a programme help? Those who attended beside those who did not, before and after.

Whoever is sent for a low score scores higher next time without any training, since part of a low score is bad luck. Two
comparisons err on opposite sides of that (Ding & Li 2019): the level after, at equal scores before, and the change. The
bracket holds both 95 % intervals, and `helped` is said only where all of it lies above nothing, where the change is
more than the untrained lead to expect, and where it is not what moved on indicators the programme does not work on as
well: raters who favour the trained favour them there too.
"""

from typing import Any

import numpy as np
import pandas as pd

from analytics.impact.regression import estimate
from analytics.statistics.tails import t_quantile

FEWEST_PEOPLE = 20
FEWEST_AGENCIES = 6
WORTH = 0.3
"""Standard deviations: what plans count on (`analytics/plan/value.py`)."""
MISSED = 2 / 3
"""Share of an effect that indicators beside the programme must be known not to have moved by."""
POWER = 1.959964 + 0.841621  # standard errors an effect must measure to be seen in 80 of 100 cases
SELECTED = ("score", "nomination", "unit", "all", "unknown")
"""How people came to attend. `unknown` is judged as widely as can be."""
POINTS_OF = {
    "score": ("level", "excess"), "nomination": ("change", "excess"), "unit": ("change", "excess"),
    "all": (), "unknown": ("level", "change", "excess"),
}  # fmt: skip
"""Which comparisons are right of people chosen so; beside each the effect beyond what moved where it does not work."""
COLUMNS = [
    "n_trained", "n_untrained", "n_agencies", "sd", "level", "level_low", "level_high", "change", "change_low",
    "change_high", "low", "high", "beside", "beside_low", "beside_high", "excess", "excess_low", "excess_high", "raw",
    "raw_low", "raw_high", "expected", "kept", "smallest", "needed", "verdict", "reason",
]  # fmt: skip


def effect(people: pd.DataFrame, selected: str = "unknown") -> dict[str, Any]:
    """What may be said of one run of a programme, under the names of `COLUMNS`; points unless said otherwise.

    people: one row is one person: agency, trained, before, after (the indicators the programme works on),
    beside_before, beside_after (those it does not; NaN where none is rated). selected: of `SELECTED`.

    n_trained, n_untrained, n_agencies: who was compared. level, change: the effect by either comparison; low, high: the
    bracket; beside: the same on what the programme does not work on; excess: the effect beyond that; raw: what the
    trained changed; expected: what they would have by the untrained of the same scores; kept: the share of a difference
    before that the untrained keep; smallest: the effect that could have been seen; needed: people to train to see
    `WORTH`. verdict: `helped`, `did_not` (less than `WORTH` for sure) or `untold` with a reason: `nobody_else`, `few`,
    `few_agencies`, `nothing_beside`, `rebound`, `halo`, `uncertain`.
    """
    known = people.dropna(subset=["before", "after"])
    trained = known["trained"].to_numpy(bool)
    found: dict[str, Any] = dict.fromkeys(COLUMNS, np.nan)
    found |= {"n_trained": int(trained.sum()), "n_untrained": int((~trained).sum()), "verdict": "untold"}
    found["n_agencies"] = int(known["agency"].nunique())
    if reason := _cannot(known, selected):
        return found | {"reason": reason}
    known = known if selected == "unit" else _mixed(known)
    trained = known["trained"].to_numpy(bool)
    found |= {"n_trained": int(trained.sum()), "n_untrained": int((~trained).sum())}
    found |= {"n_agencies": int(known["agency"].nunique()), "sd": _spread(known)} | _raw(known)
    before, after = known["before"].to_numpy(float), known["after"].to_numpy(float)
    sides = {
        "level": _compare(known, after, [before], selected), "change": _compare(known, after - before, [], selected),
    }  # fmt: skip
    for name, (value, low, high, _) in sides.items():
        found |= {name: value, f"{name}_low": low, f"{name}_high": high}
    found |= {"low": min(side[1] for side in sides.values()), "high": max(side[2] for side in sides.values())}
    found["smallest"] = POWER * max(side[3] for side in sides.values())
    found["needed"] = float(np.ceil(trained.sum() * (found["smallest"] / (WORTH * found["sd"])) ** 2))
    found |= _beside(known, selected)
    return found | _verdict(found)


def _cannot(known: pd.DataFrame, selected: str) -> str | None:
    """Why nothing can be said, before anything is worked out."""
    untrained = known[~known["trained"].astype(bool)]
    attended = known[known["trained"].astype(bool)]
    if selected == "all" or untrained.empty:
        return "nobody_else"
    inside = known if selected == "unit" else _mixed(known)
    sides = inside["trained"].astype(bool)
    if min(sides.sum(), (~sides).sum()) < FEWEST_PEOPLE:
        return "few"
    agencies = min(attended["agency"].nunique(), untrained["agency"].nunique())
    return "few_agencies" if selected in ("nomination", "unit") and agencies < FEWEST_AGENCIES else None


def _mixed(known: pd.DataFrame) -> pd.DataFrame:
    """The people of agencies in which some attended and some did not: only there are they compared with each other."""
    trained = known["trained"].astype(bool).groupby(known["agency"])
    return known[trained.transform("any") & ~trained.transform("all")]


def _compare(
    known: pd.DataFrame, y: np.ndarray, at_equal: list[np.ndarray], selected: str
) -> tuple[float, float, float, float]:  # fmt: skip
    """(estimate, low, high, standard error) of having attended on `y`, at equal values of `at_equal`."""
    codes, agencies = pd.factorize(known["agency"])
    trained = known["trained"].to_numpy(bool)
    if selected == "unit":
        fixed = np.ones((len(known), 1))
    else:
        fixed = (codes[:, None] == np.arange(len(agencies))).astype(float)
    design = np.column_stack([trained.astype(float), *at_equal, fixed])
    # With few agencies their number says nothing of the error; inside them people stand for themselves.
    clusters = codes if len(agencies) >= FEWEST_AGENCIES else np.arange(len(known))
    value, se, freedom = estimate(design, y, clusters)
    half = float(t_quantile(0.975, freedom)) * se
    return value, value - half, value + half, se


def _spread(known: pd.DataFrame) -> float:
    """Standard deviation of the scores before, inside agencies."""
    apart = known["before"] - known["before"].groupby(known["agency"]).transform("mean")
    return float(np.sqrt((apart**2).sum() / max(1, len(known) - known["agency"].nunique())))


def _raw(known: pd.DataFrame) -> dict[str, float]:
    """What the trained changed, and what the untrained lead to expect of people with such scores before.

    The slope, not the correlation: who was chosen by score leaves the others alike, which shrinks a correlation among
    them and not a slope.
    """
    trained = known["trained"].to_numpy(bool)
    others = known[~trained]
    means = others.groupby("agency")[["before", "after"]].mean()
    x, y = (others[name] - others["agency"].map(means[name]) for name in ("before", "after"))
    kept = float((x * y).sum() / (x**2).sum()) if (x**2).sum() > 0 else 0.0
    sent = known[trained]
    change = (sent["after"] - sent["before"]).to_numpy(float)
    usual = sent["agency"].map(means["after"]).fillna(others["after"].mean())
    start = sent["agency"].map(means["before"]).fillna(others["before"].mean())
    expected = usual + kept * (sent["before"] - start) - sent["before"]
    half = float(t_quantile(0.975, len(change) - 1)) * change.std(ddof=1) / np.sqrt(len(change))
    raw = float(change.mean())
    return {
        "raw": raw, "raw_low": raw - half, "raw_high": raw + half, "expected": float(expected.mean()), "kept": kept
    }  # fmt: skip


def _beside(known: pd.DataFrame, selected: str) -> dict[str, float]:
    """The same on what the programme does not work on, and the effect beyond that."""
    rated = known.dropna(subset=["beside_before", "beside_after"])
    if _cannot(rated, selected):
        return {}
    first, second = (rated[name].to_numpy(float) for name in ("beside_before", "beside_after"))
    before, after = (rated[name].to_numpy(float) for name in ("before", "after"))
    beside = _compare(rated, second, [first, before], selected)
    excess = _compare(rated, after - second, [before, first], selected)
    return {
        f"{name}{part}": value
        for name, side in (("beside", beside), ("excess", excess))
        for part, value in zip(("", "_low", "_high"), side, strict=False)
    }


def _verdict(found: dict[str, Any]) -> dict[str, object]:
    if found["high"] < WORTH * found["sd"]:
        return {"verdict": "did_not", "reason": None}
    if not found["low"] > 0:
        return {"verdict": "untold", "reason": "uncertain"}
    if not found["raw_low"] > found["expected"]:
        return {"verdict": "untold", "reason": "rebound"}
    if np.isnan(found["excess"]):
        return {"verdict": "untold", "reason": "nothing_beside"}
    # Either the effect exceeds what moved beside it, or nothing did, and nothing nearly as large can have been missed.
    least = min(found["level"], found["change"])
    still = found["beside_low"] <= 0 and found["beside_high"] < MISSED * least
    if found["excess_low"] > 0 or still:
        return {"verdict": "helped", "reason": None}
    return {"verdict": "untold", "reason": "halo"}
