"""Ways of rating that say more about the rater than about the rated: what calibration meetings talk about.

Each rater is set beside all raters of the same source in the region, and named only where chance does that to anybody
in one region of twenty (p times the number of raters and habits under 5 %) and it is large as well.
"""

import numpy as np
import pandas as pd
from scipy import special

from analytics.raters.severity import FEWEST_RATEES

HABITS = ("flat", "round", "halo", "central")
"""flat: one value for everything about a person. round: full tens where others use the scale between. halo: indicators
of one person hardly differ. central: people hardly differ."""
FEWEST_INDICATORS = 4
FINE = 20
"""Different values of a source from which on its scale is fine enough for tens to be a choice."""
ALARM = 0.05
LARGE = 0.5
"""Of people or ratings, from which on flat or round counts; of what is usual, up to which halo or central does."""
COLUMNS = ["rater", "source", "n_ratees", "n_ratings", *HABITS, *(f"{name}_usual" for name in HABITS), "named"]


def habits(ratings: pd.DataFrame) -> pd.DataFrame:
    """One row: one rater of one source with `FEWEST_RATEES` people or more, each on `FEWEST_INDICATORS` or more:
    n_ratees, n_ratings, for each habit the rater's figure and the usual one (flat, round: shares; halo, central:
    standard deviations in points), and named: the habits the rater stands out in, a tuple.

    ratings: employee, rater, source, indicator, score; lines without a rater are left out, and what people say of
    themselves."""
    named = ratings[ratings["rater"].notna() & ratings["source"].ne("self")]
    named = named.drop_duplicates(["source", "rater", "employee", "indicator"])
    named = named.assign(
        apart=named["score"] - named.groupby(["source", "indicator"])["score"].transform("mean"),
        tens=np.isclose(named["score"] % 10, 0) & named.groupby("source")["score"].transform("nunique").ge(FINE),
    )
    sheets = named.groupby(["source", "rater", "employee"]).agg(
        n=("score", "size"), low=("score", "min"), high=("score", "max"), mean=("apart", "mean"),
        inside=("apart", "var"), tens=("tens", "sum"),
    ).reset_index()  # fmt: skip
    sheets = sheets[sheets["n"].ge(FEWEST_INDICATORS)]
    sheets = sheets.assign(flat=sheets["low"].eq(sheets["high"]), free=sheets["n"] - 1)
    sheets["squares"] = sheets["inside"] * sheets["free"]
    each = sheets.groupby(["source", "rater"]).agg(
        n_ratees=("n", "size"), n_ratings=("n", "sum"), flat=("flat", "sum"), tens=("tens", "sum"),
        squares=("squares", "sum"), free=("free", "sum"), central=("mean", "var"),
    ).reset_index()  # fmt: skip
    each = each[each["n_ratees"].ge(FEWEST_RATEES)].reset_index(drop=True)
    parts = [_of_source(own) for _, own in each.groupby("source")]
    return pd.concat(parts, ignore_index=True)[COLUMNS] if parts else pd.DataFrame(columns=COLUMNS)


def _of_source(each: pd.DataFrame) -> pd.DataFrame:
    """The raters of one source beside what is usual there: the pooled shares, and the median of the variances, which a
    few who do otherwise leave as it is."""
    people, ratings = each["n_ratees"].to_numpy(float), each["n_ratings"].to_numpy(float)
    halo = (each["squares"] / each["free"]).to_numpy(float)
    central = each["central"].to_numpy(float)
    usual = {
        "flat": each["flat"].sum() / people.sum(), "round": each["tens"].sum() / ratings.sum(),
        "halo": float(np.median(halo)), "central": float(np.median(central)),
    }  # fmt: skip
    flat, tens = each["flat"].to_numpy(float), each["tens"].to_numpy(float)
    rare = {
        "flat": np.where(flat / people >= LARGE, _at_least(flat, people, usual["flat"]), 1.0),
        # Tens come in runs: a rater who likes them likes them for one person after another, so that people are counted.
        "round": np.where(tens / ratings >= LARGE, _at_least(tens / ratings * people, people, usual["round"]), 1.0),
        "halo": _under(halo, each["free"].to_numpy(float) / FEWEST_INDICATORS, usual["halo"]),
        "central": _under(central, people - 1, usual["central"]),
    }
    limit = ALARM / (len(each) * len(HABITS))
    hits = {name: chance < limit for name, chance in rare.items()}
    table = each[["rater", "source", "n_ratees", "n_ratings"]].assign(
        flat=flat / people, round=tens / ratings, halo=np.sqrt(halo), central=np.sqrt(central),
        named=[tuple(name for name in HABITS if hits[name][row]) for row in range(len(each))],
    )  # fmt: skip
    kept = {name: usual[name] if name in ("flat", "round") else float(np.sqrt(usual[name])) for name in HABITS}
    return table.assign(**{f"{name}_usual": value for name, value in kept.items()})


def _at_least(hits: np.ndarray, tries: np.ndarray, share: float) -> np.ndarray:
    """P(so many hits or more) where each comes with this share."""
    if share <= 0:
        return np.ones(len(hits))
    return special.betainc(np.maximum(hits, 1e-9), tries - hits + 1, min(share, 1.0))


def _under(variance: np.ndarray, free: np.ndarray, usual: float) -> np.ndarray:
    """P(a variance so small) where the usual one holds; 1 where it is not small by much."""
    if usual <= 0:
        return np.ones(len(variance))
    chance = special.gammainc(free / 2, variance / usual * free / 2)
    return np.where(np.sqrt(variance / usual) <= LARGE, chance, 1.0)
