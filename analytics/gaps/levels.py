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
    found = people.merge(required, on="position").merge(
        held, on=[*by, "position", "competency"], how="left", validate="one_to_one"
    )
    found["gap"] = found["level"] - found["required"]
    cases = [found["gap"].isna(), found["gap"] < 0, found["gap"] > 0]
    return found.assign(state=np.select(cases, ["not_rated", "below", "above"], "met"))


def job_person_match(found: pd.DataFrame, by: tuple[str, ...] = ("employee",)) -> pd.DataFrame:
    """One row: one person of `level_gaps`, with jpm, jpm_capped (percent), n_deficit, n_rated, n_required.

    jpm = sum(held) / sum(required) x 100 over the assessed competencies; it passes 100, so surpluses hide deficits.
    jpm_capped = sum(min(held, required)) / sum(required) x 100 does not.
    """
    rated = found[found["gap"].notna()]
    rated = rated.assign(counted=np.minimum(rated["level"], rated["required"]), deficit=rated["gap"] < 0)
    sums = rated.groupby(list(by)).agg(
        held=("level", "sum"),
        counted=("counted", "sum"),
        needed=("required", "sum"),
        n_deficit=("deficit", "sum"),
        n_rated=("gap", "size"),
    )
    sums = sums.reindex(found.groupby(list(by)).size().index)
    result = pd.DataFrame({"jpm": sums["held"] / sums["needed"] * 100})
    result["jpm_capped"] = sums["counted"] / sums["needed"] * 100
    for name in ("n_deficit", "n_rated"):
        result[name] = sums[name].fillna(0).astype(int)
    result["n_required"] = found.groupby(list(by)).size()
    return result.reset_index()


def banded(match: pd.DataFrame, bands: pd.DataFrame, column: str = "jpm") -> pd.Series:
    """The band code of each row: bands (code, low, high) hold low <= value < high, the highest band its top too."""
    value = match[column].to_numpy(dtype=float)
    found = np.full(len(match), None, dtype=object)
    for band in bands.sort_values("low").itertuples():
        found[value >= band.low] = band.code
    return pd.Series(found, index=match.index, name="band", dtype=object)
