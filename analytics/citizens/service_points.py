"""Service points side by side: their satisfaction index, complaints and days, those too small for it taken together."""

import numpy as np
import pandas as pd

from analytics.citizens.satisfaction import ELEMENTS, satisfaction

FEWEST = 5
"""Answers of fewer citizens are those of persons."""
MEASURES = ("complaints", "services", "days", "given")


def side_by_side(points: pd.DataFrame, bands: pd.DataFrame, fewest: int = FEWEST) -> pd.DataFrame:
    """One row: one service point of an agency, or several of them together because fewer than `fewest` answered one.

    points: agency, unit (empty: the agency itself), the measures U1 to U9 (answers, 1 to 4), n_respondents, complaints,
    services, days (to answer a complaint), given (the index as the office states it); NaN where nobody said. Gives unit
    (empty of several together), n_units, the columns of `satisfaction`, complaints, services, per_thousand (complaints
    per 1,000 services), days (of several: each weighed by its complaints) and given (of one only).
    """
    if points.empty:
        return pd.DataFrame(columns=["agency", "unit", "n_units", *_GIVEN])
    grouped = points.assign(group=_groups(points, fewest))
    keys = ["agency", "group"]
    rows = [_together(group) | dict(zip(keys, key, strict=True)) for key, group in grouped.groupby(keys)]
    frame = pd.DataFrame(rows)
    indices = satisfaction(_elements(frame), bands).drop(columns="n_respondents")
    result = frame.drop(columns=list(ELEMENTS)).merge(indices, on=keys, how="left")
    with np.errstate(divide="ignore", invalid="ignore"):
        result["per_thousand"] = 1000 * result["complaints"] / result["services"].where(result["services"] > 0)
    return result[["agency", "unit", "n_units", *_GIVEN]]


_GIVEN = [
    "ikm",
    "band",
    "reason",
    "n_respondents",
    "weakest",
    "complaints",
    "services",
    "per_thousand",
    "days",
    "given",
]


def _groups(points: pd.DataFrame, fewest: int) -> pd.Series:
    """What each point stands under: itself, or (-1) the small ones of its agency. The smallest that is large enough
    joins them where they are too few together, so that no remainder tells of fewer; where nobody is left to join, they
    stand together without an index (`_together`)."""
    group = pd.Series(range(len(points)), index=points.index)
    asked = points["n_respondents"].fillna(0).where(points[list(ELEMENTS)].notna().any(axis=1))
    for _, here in asked.groupby(points["agency"]):
        small = here[here < fewest]
        if small.empty:
            continue
        order = here[here >= fewest].sort_values(kind="stable").index
        joined = list(small.index) + ([order[0]] if small.sum() < fewest and len(order) else [])
        group.loc[joined] = -1
    return group


def _together(group: pd.DataFrame) -> dict:
    """The figures of some service points as one."""
    asked = group["n_respondents"].astype(float)
    total = asked.sum()
    told = bool(total >= FEWEST) and not asked.isna().any()
    answers = {
        element: float((group[element] * asked).sum(skipna=False) / total) if told else np.nan for element in ELEMENTS
    }
    complaints = group["complaints"].astype(float)
    weights = complaints if complaints.sum() > 0 else complaints.notna().astype(float)
    days = (group["days"] * weights).sum(skipna=False) / weights.sum() if len(group) > 1 else group["days"].iloc[0]
    return {
        "unit": group["unit"].iloc[0] if len(group) == 1 else "", "n_units": len(group), **answers,
        "n_respondents": total if told else np.nan, "complaints": complaints.sum(skipna=False),
        "services": group["services"].sum(skipna=False), "days": days,
        "given": group["given"].iloc[0] if len(group) == 1 else np.nan,
    }  # fmt: skip


def _elements(frame: pd.DataFrame) -> pd.DataFrame:
    """The answers as `satisfaction` takes them. Outside 1 to 4 they are none of the survey's."""
    keys = ["agency", "group"]
    long = frame.melt([*keys, "n_respondents"], list(ELEMENTS), "indicator", "value").dropna(subset="value")
    inside = long["value"].between(1, 4)
    return long.assign(score=(long["value"] - 1) / 3 * 100, scale=np.where(inside, "1-4", "")).drop(columns="value")
