"""The weights a file gives its indicators. Cermin weighs by its own, but values may be parts of them: 20 of 25."""

from itertools import combinations

import numpy as np
import pandas as pd

from data.reading.judging.records import read_numbers
from data.reading.judging.scale import scale_clusters, scale_groups
from data.reading.meaning import headings
from data.reading.meaning.headings import Meaning
from data.reading.meaning.interpretation import Interpretation
from data.reading.meaning.scale_rules import PARTS
from data.reading.meaning.survey import Survey
from data.terms.problems import Problem

_FEW = 0.2  # of the values, above their weight, are slips
_NAMED = 12  # headings that are named


def say_unused(file: Interpretation) -> None:
    """Say that the weights of a file are not those its indicators are weighed by."""
    places = [*file.places("weight"), *(place for place in file.places("raw") if headings.weight(file.header[place]))]
    if places:
        names = [file.header[place] for place in places]
        listed = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
        file.problems.append(Problem("weights_unused", found=listed, blocking=False))


def ask(file: Interpretation, survey: Survey) -> bool:
    """Ask whether values are parts of a weight, where hardly one is above its own: 25 of "Komunikasi (25%)" may be all
    or a quarter. Values up to 10 are asked about anyway. Whether it was asked."""
    if not any(_stated(file, place) for place in file.places("raw")):
        return False
    facts, groups = _facts(file, survey)
    if facts.empty or facts["value"].max() <= scale_clusters.SMALL:
        return False
    facts["indicator"] = [groups[each][0] for each in facts["group"]]
    facts["above"] = facts["rows"] * (facts["value"] > facts["weight"])
    sums = facts.groupby(["place", "indicator"], dropna=False)[["above", "rows"]].sum()
    if (sums["above"] > _FEW * sums["rows"]).any():
        return False
    restored = [] if facts["percent"].any() else _by_part(facts, groups)
    rules = [{name: str(each[name]) for name in PARTS if name in each} for each in restored] or [{}]
    where = scale_groups.called(file, rules)
    shown = dict.fromkeys(f"{weight:g}" for weight in facts["weight"])
    choices = ["restore", "0-100"] if restored else ["0-100"]
    file.ask("ask_weighted", where, choices, None, ask="set:scale", rules=rules, restored=restored, where=where,
             example=", ".join([*shown][:_NAMED]))  # fmt: skip
    return True


def _stated(file: Interpretation, place: int) -> float | int | None:
    """The weight of a column of values as its heading has it, a number; else the column that holds it, a place: one of
    weights, or of indicators with their weights behind them."""
    meaning = file.meanings[place]
    if weight := headings.weight(file.header[place]):
        return weight
    columns = [each for each in file.places("weight") if _is_of(file.meanings[each], meaning)]
    if meaning.indicator is None and any(map(headings.weight, file.resolved["indicator"])):
        columns += file.places("indicator")
    return columns[0] if columns else None


def _is_of(weight: Meaning, values: Meaning) -> bool:
    return weight.indicator == values.indicator and weight.source in (None, values.source)


def _facts(file: Interpretation, survey: Survey) -> tuple[pd.DataFrame, list[tuple]]:
    """(one row per column, group, value and weight in percent: place, group, value, weight, percent, rows; the groups),
    of values whose scale nothing tells; `percent`: they are percentages."""
    known: dict[tuple, int] = {}
    parts = [pd.DataFrame({name: [] for name in ("place", "group", "value", "weight", "signed", "percent")})]
    for percent in (False, True):
        for stretch in scale_groups.unscaled(file, survey, percent):
            stated = _stated(file, stretch.place)
            if stated is None or not len(stretch.rows):
                continue
            own = np.array([known.setdefault(each, len(known)) for each in stretch.groups], np.int64)
            weight, signed = _weights(file, stretch, stated)
            here = {"place": stretch.place, "group": own[stretch.group], "value": stretch.values[stretch.code]}
            parts.append(pd.DataFrame({**here, "weight": weight, "signed": signed, "percent": percent}))
    every = pd.concat(parts[1:] or parts, ignore_index=True).dropna(subset="weight")
    whole = every["signed"] | (every.groupby("place")["weight"].transform("max") > 1)
    every["weight"] = np.where(whole, every["weight"], (every["weight"] * 100).round(6))  # else shares of one
    every = every[(every["weight"] > 0) & (every["weight"] < 100)]
    keys = ["place", "group", "value", "weight", "percent"]
    return every.groupby(keys, as_index=False, sort=False).size().rename(columns={"size": "rows"}), [*known]


def _weights(file: Interpretation, stretch: scale_groups.Stretch, stated: float | int) -> tuple[np.ndarray, np.ndarray]:
    """The weight of each value, nan where there is none, and whether it is in percent for sure."""
    if isinstance(stated, float):
        return np.full(len(stretch.rows), stated), np.ones(len(stretch.rows), bool)
    column = stretch.records.encoded(stated)
    if file.meanings[stated].field == "indicator":
        behind = [headings.weight(cell) if isinstance(cell, str) else None for cell in column.unique]
        weight = np.array([np.nan if each is None else each for each in behind], float)
        return weight[column.codes[stretch.rows]], np.ones(len(stretch.rows), bool)
    value, percent, state = read_numbers(file, column.unique)
    codes = column.codes[stretch.rows]
    return np.where(state == 0, value, np.nan)[codes], percent[codes].astype(bool)


def _by_part(facts: pd.DataFrame, groups: list[tuple]) -> list[dict[str, object]]:
    """Rules that put each part on a scale up to its weight, of as few parts as tell the weights apart; none where those
    of one indicator, source and agency differ."""
    pairs = {(groups[group], weight) for group, weight in zip(facts["group"], facts["weight"], strict=True)}
    for count in range(1, len(PARTS) + 1):
        for places in combinations(range(len(PARTS)), count):
            told = {(tuple(each[place] for place in places), weight) for each, weight in pairs}
            if len({key for key, _ in told}) == len(told) and all(all(key) for key, _ in told):
                return [
                    {**dict(zip((PARTS[place] for place in places), key, strict=True)), "scale": [0.0, float(weight)]}
                    for key, weight in sorted(told)
                ]
    return []
