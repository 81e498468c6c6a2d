"""Competency standards in levels 1 to 5 (PermenPANRB 38/2017): gap by level and job-person match.

The sign is the field's: gap = level held - level required, negative is a deficit.
"""

import numpy as np
import pandas as pd

LOWEST, HIGHEST = 1, 5


def level_gaps(held: pd.DataFrame, required: pd.DataFrame, by: tuple[str, ...] = ("employee",)) -> pd.DataFrame:
    """One row: one person (`by`) and one competency the post requires, with `gap` in levels.

    held: `by`, position, competency, level (1-5 or NaN); required: position, competency, required. A competency that is
    required and not assessed has gap NaN and state `not_rated`; else `below`, `met` or `above`.
    """
    for frame, column in ((held, "level"), (required, "required")):
        known = frame[column].dropna()
        if not known.between(LOWEST, HIGHEST).all() or (known % 1 != 0).any():
            raise ValueError(f"{column}: levels are whole numbers from {LOWEST} to {HIGHEST}")
    people = held[[*by, "position"]].drop_duplicates()
    pairs = people.merge(required, on="position").merge(
        held, on=[*by, "position", "competency"], how="left", validate="one_to_one"
    )
    pairs["gap"] = pairs["level"] - pairs["required"]
    cases = [pairs["gap"].isna(), pairs["gap"] < 0, pairs["gap"] > 0]
    return pairs.assign(state=np.select(cases, ["not_rated", "below", "above"], "met"))


def required_levels(standards: pd.DataFrame) -> pd.DataFrame:
    """position, competency, required: the lowest level that reaches the standard (0-100 on a scale of 1 to 5).

    standards: position, competency, standard. Level l stands at 100 x (l - 1) / 4.
    """
    steps = np.ceil((HIGHEST - LOWEST) * standards["standard"] / 100 - 1e-9)  # a standard on a level asks for that one
    required = (LOWEST + steps).clip(LOWEST, HIGHEST).astype(int)
    return standards.assign(required=required).drop(columns="standard")


def by_competency(pairs: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """One row: one competency of `level_gaps` with people by state (below, met, above, not_rated), n_people assessed,
    share of those below and depth (their mean gap), the largest share first; fewer than `fewest` assessed: left out."""
    states = ["below", "met", "above", "not_rated"]
    counts = pairs.groupby("competency")["state"].value_counts().unstack(fill_value=0)
    counts = counts.reindex(columns=states, fill_value=0).reset_index()
    counts["n_people"] = counts["below"] + counts["met"] + counts["above"]
    depth = pairs[pairs["gap"] < 0].groupby("competency")["gap"].mean()
    counts = counts[counts["n_people"] >= fewest]
    counts = counts.assign(share=counts["below"] / counts["n_people"], depth=counts["competency"].map(depth))
    return counts.sort_values(["share", "competency"], ascending=[False, True], ignore_index=True)


def by_band(match: pd.DataFrame, bands: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """One row: one band that holds anybody, in the order of `bands`, with its people and their mean match, plain (jpm)
    and `capped`, and mean number of `deficits`; no means under `fewest` people. match: `job_person_match`."""
    match = match.assign(band=banded(match, bands))
    means = match.groupby("band").agg(
        n_people=("jpm", "size"), jpm=("jpm", "mean"), capped=("jpm_capped", "mean"), deficits=("n_deficit", "mean")
    )
    table = means.reindex([code for code in bands["code"] if code in means.index]).reset_index()
    table.loc[table["n_people"] < fewest, ["jpm", "capped", "deficits"]] = np.nan
    return table


def job_person_match(pairs: pd.DataFrame, by: tuple[str, ...] = ("employee",)) -> pd.DataFrame:
    """One row: one person of `level_gaps`, with jpm, jpm_capped (percent), n_deficit, n_rated, n_required.

    jpm = sum(held) / sum(required) x 100 over the assessed competencies; it passes 100, so surpluses hide deficits.
    jpm_capped = sum(min(held, required)) / sum(required) x 100 does not.
    """
    rated = pairs[pairs["gap"].notna()]
    rated = rated.assign(counted=np.minimum(rated["level"], rated["required"]), deficit=rated["gap"] < 0)
    sums = rated.groupby(list(by)).agg(
        held=("level", "sum"),
        counted=("counted", "sum"),
        needed=("required", "sum"),
        n_deficit=("deficit", "sum"),
        n_rated=("gap", "size"),
    )
    sums = sums.reindex(pairs.groupby(list(by)).size().index)
    result = pd.DataFrame({"jpm": sums["held"] / sums["needed"] * 100})
    result["jpm_capped"] = sums["counted"] / sums["needed"] * 100
    for name in ("n_deficit", "n_rated"):
        result[name] = sums[name].fillna(0).astype(int)
    result["n_required"] = pairs.groupby(list(by)).size()
    return result.reset_index()


def banded(match: pd.DataFrame, bands: pd.DataFrame, column: str = "jpm") -> pd.Series:
    """The band code of each row: bands (code, low, high) hold low <= value < high, the highest band its top too."""
    value = match[column].to_numpy(dtype=float)
    codes = np.full(len(match), None, dtype=object)
    for band in bands.sort_values("low").itertuples():
        codes[value >= band.low] = band.code
    return pd.Series(codes, index=match.index, name="band", dtype=object)
