"""What a person reads of how others rated them: each source as one number, and never what one colleague said.

Superiors and the person themselves are told as they rated. Of peers and subordinates there is a mean of three or more;
it is another one only where three or more of them changed, so that two readings do not tell what one of them said; and
near the ends of the scale it is a bound, for a mean of 100 says what everybody gave.
"""

import pandas as pd

APART = frozenset({"superior", "self", "external"})  # sources that are told however few they are
FEWEST = 3  # raters of any other source; and how many must change before its number does
END = 8.0  # points from an end of the scale within which a mean is told as a bound
KEYS = ["period", "indicator", "source"]
COLUMNS = [*KEYS, "seq", "version", "agency", "agency_name", "position", "name_id", "name_en", "source_id", "source_en",
           "standard", "score",
           "bound", "n_raters"]  # fmt: skip


def told(ratings: pd.DataFrame) -> pd.DataFrame:
    """One row per period, indicator and source of the newest version it was rated in.

    ratings: rows of the query `own_ratings`. score: 0 to 100, NaN where it is withheld; bound: "low" or "high" where
    the mean is that or nearer the end of the scale, else ""; n_raters: as told, 0 where withheld.
    """
    rows = []
    newest = ratings.groupby("period")["version"].max()
    for key, rated in ratings.groupby(KEYS, sort=False):
        period, _, source = key
        versions = dict(list(rated.groupby("version")))
        last = versions.get(newest[period])
        if last is None:  # taken back since
            continue
        if source in APART:
            score, n, bound = last["score"].mean(), len(_raters(last)), ""
        else:
            score, n, bound = _of_many([_raters(one) for _, one in sorted(versions.items())])
        about = {name: last[name].iloc[0] for name in COLUMNS if name in last and name not in ("score", *KEYS)}
        rows.append(dict(zip(KEYS, key, strict=True)) | about | {"score": score, "bound": bound, "n_raters": n})
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"score": "float64", "n_raters": "int64"})
    return table.sort_values(["seq", "indicator", "source"], ascending=[False, True, True], ignore_index=True)


def _raters(rows: pd.DataFrame) -> dict[object, tuple[float, ...]]:
    """What each rater gave; a row without one is a rater of its own."""
    named = rows.dropna(subset="rater").groupby("rater")["score"].apply(lambda given: tuple(sorted(given)))
    unnamed = sorted(rows.loc[rows["rater"].isna(), "score"])
    return dict(named) | {("unnamed", place): (score,) for place, score in enumerate(unnamed)}


def _of_many(versions: list[dict[object, tuple[float, ...]]]) -> tuple[float, int, str]:
    """Mean, number of raters and bound as told after these versions, oldest first. What is told keeps apart from all
    that was told before: somebody may have read it."""
    before: list[dict[object, tuple[float, ...]]] = []
    standing: dict[object, tuple[float, ...]] = {}
    for raters in versions:
        if len(raters) < FEWEST:
            standing = standing if len(_changed(raters, standing)) < FEWEST else {}
        elif all(_apart(raters, other) for other in before):
            standing = raters
            before.append(raters)
    if not standing:
        return float("nan"), 0, ""
    mean = sum(sum(given) / len(given) for given in standing.values()) / len(standing)
    if mean > 100 - END:
        return 100 - END, len(standing), "high"
    if mean < END:
        return END, len(standing), "low"
    return mean, len(standing), ""


def _changed(raters: dict, others: dict) -> set:
    return {rater for rater in raters.keys() | others.keys() if raters.get(rater) != others.get(rater)}


def _apart(raters: dict, others: dict) -> bool:
    """Whether who has read of the one may read of the other: they are the same, or three or more changed, by number
    too."""
    more = abs(len(raters) - len(others))
    return raters == others or (len(_changed(raters, others)) >= FEWEST and (more == 0 or more >= FEWEST))
