"""The scale of values that name none: what the mapping says, what only 0-100 holds, and what is asked."""

import re

import numpy as np
import pandas as pd

from data.reading.judging.scale import lost_commas, scale_clusters, scale_groups, weights
from data.reading.judging.scale.scale_clusters import FIVE, HIGH, HUNDRED, LIKELY, LOW, OVER, SHARE, TEN
from data.reading.meaning import interpretation, scale_rules
from data.reading.meaning.interpretation import Interpretation
from data.reading.meaning.survey import ENOUGH, Survey
from data.terms import spelling as texts
from data.terms.problems import Problem

PERCENT = (0.0, 100.0)
PERCENT_ASKED = ("ask_percent_over", "ask_percent_far")
_MOST_LINES = 10  # rows named in one question
_ENDS = re.compile(r"(?P<every>skala|scale)\b|(?:(?:nilai|skor) )?(?:maks|max)")
_FEW = 0.2  # of the values below zero are slips and no scale
_SHIFTED = 1000  # a percentage from which the number behind it, 10 or more, is more likely than itself


def settle(file: Interpretation, survey: Survey) -> None:
    """The scale of rows that name none: from the mapping, `%`, or values that only 0-100 holds; else it is asked, once
    for all groups whose values look alike."""
    _say_zeros(file, survey)
    weights.say_unused(file)
    if given := file.mapping.get("scale"):
        file.scale = (float(given[0]), float(given[1]))
        return
    if _told(file):
        return
    file.scale_rules = scale_groups.rules(file)
    if not file.scale_rules and _row_of_scales(survey):
        value, _, state = scale_groups.scored(file, list(survey.numbers))
        file.ask("ask_scale", _range(pd.Series(value[state == 0])), ["0-100"], None, ask="set:scale")
        return
    if weights.ask(file, survey):
        return
    file.scale = PERCENT
    _ask_percentages(file, survey)
    if not file.scale_rules and _only_of_100(file, survey):
        file.problems.append(Problem("scale_taken", found="0-100", blocking=False))
        return
    facts, groups = scale_groups.facts(file, survey)
    if facts.empty:
        return
    parts = pd.DataFrame(groups, columns=list(scale_rules.PARTS), dtype=object).fillna("")
    for name, of in {"series": ["indicator", "source"], **{part: [part] for part in scale_rules.PARTS}}.items():
        facts[name] = parts.groupby(of).ngroup().to_numpy()[facts["group"]]
    lost = lost_commas.places(facts)
    if lost.any():
        _ask_commas(file, survey, facts, groups, lost)
    _judge(file, survey, facts[lost == 0].copy(), groups)
    if lost.any():
        file.scale = None  # until it is answered


def _row_of_scales(survey: Survey) -> bool:
    """Whether a row that is nobody's says the scale of each column ("Skala", or "Nilai maksimum" before all others): a
    mean or the greatest of them stands below them."""
    first = min((each.line for each in survey.leave_out), default=0) == survey.first_line
    named = [_ENDS.match(texts.key(each.text)) for each in survey.leave_out]
    return any(match and (first or match["every"]) for match in named)


def _judge(file: Interpretation, survey: Survey, facts: pd.DataFrame, groups: list[tuple]) -> None:
    """Take the scale that facts show, or ask for it."""
    facts["label"] = scale_clusters.labelled(facts)
    if _below_zero(facts):
        facts.loc[facts["label"] == HUNDRED, "label"] = OVER
    labels = [each for each in (SHARE, FIVE, TEN, OVER, HIGH, LOW) if (facts["label"] == each).any()]
    if (facts["label"] == HUNDRED).any():
        code = "scale_rest_taken" if labels or file.scale_rules else "scale_taken"
        file.problems.append(Problem(code, found="0-100", blocking=False))
    if not labels:
        return
    file.scale = None  # until it is answered
    if facts["label"].nunique() == 1 and not file.scale_rules and not _percent_apart(file, survey, facts, groups):
        _ask_whole(file, facts, labels[0])
        return
    for label in labels:
        _ask(file, survey, facts, groups, label)


def _told(file: Interpretation) -> bool:
    """Whether columns, a rule set or the headings tell the scale of every row."""
    both = file.places("scale_max") and file.places("scale_min")
    if both or file.places("scale") or all(file.meanings[place].scale for place in file.places("raw")):
        return True
    return file.constant("rule_set") in interpretation.rule_scales(file.known)


def _only_of_100(file: Interpretation, survey: Survey) -> bool:
    """Whether every number of the file is 0, or above 10 and up to 100: most files are done with that."""
    value, percent, state = scale_groups.scored(file, list(survey.numbers))
    bare = value[(state == 0) & ~percent]
    every = len(survey.numbers) < ENOUGH
    return every and bool(bare.any()) and bool(((bare == 0) | ((bare > scale_clusters.SMALL) & (bare <= 100))).all())


def _percent_apart(file: Interpretation, survey: Survey, facts: pd.DataFrame, groups: list[tuple]) -> bool:
    """Whether groups of percentages stand beside those whose scale is asked: one scale for all would refuse them."""
    _, percent, state = scale_groups.scored(file, list(survey.numbers))
    return bool((percent & (state == 0)).any()) and len(groups) > facts["group"].nunique()


def _say_zeros(file: Interpretation, survey: Survey) -> None:
    """A few zeros, far below everything else, are taken as ratings of 0; offices write them for "not rated", too."""
    value, _, state = scale_groups.scored(file, list(survey.numbers))
    rows, read = np.array(list(survey.numbers.values()), dtype=np.int64), state == 0
    zero, others = read & (value == 0), read & (value != 0)
    if not (zero.any() and others.any()) or value[others].min() <= scale_clusters.SMALL:
        return
    if rows[zero].sum() <= _FEW * rows[read].sum():
        cells = {cell for cell, is_zero in zip(survey.numbers, zero, strict=True) if is_zero}
        lines = scale_groups.lines_of(file, survey, cells, _MOST_LINES + 1)
        told = {"lines": _listed(lines)}
        file.problems.append(Problem("zeros_taken", found=str(rows[zero].sum()), blocking=False, detail=told))


def _listed(lines: list[int]) -> str:
    return ", ".join(map(str, lines[:_MOST_LINES])) + (", ..." if len(lines) > _MOST_LINES else "")


def _below_zero(facts: pd.DataFrame) -> bool:
    below = facts.loc[facts["value"] < 0, "rows"].sum()
    return bool(below > _FEW * facts["rows"].sum())


def _ask_whole(file: Interpretation, facts: pd.DataFrame, label: str) -> None:
    """The one scale of a file whose values are all alike."""
    top = facts["value"].max()
    likely = ["1-5"] if label == FIVE and top > 4 else [*LIKELY[label]]
    file.ask("ask_scale", _range(facts["value"]), [*likely, "0-100"], "0-1" if label == SHARE else None,
             ask="set:scale")  # fmt: skip


def _ask(file: Interpretation, survey: Survey, facts: pd.DataFrame, groups: list[tuple], label: str) -> None:
    """The scale of some groups, or of values far from the rest of theirs, which are named by their rows."""
    mine = facts["label"] == label
    here, apart = facts[mine], label in (HIGH, LOW)
    inside = {groups[each] for each in here["group"].unique()}
    chosen = scale_groups.selectors(inside, set(groups) - inside)
    values = [float(here["value"].min()), float(here["value"].max())] if apart else None
    rules: list[dict[str, object]] = [{**each, **({"values": values} if values else {})} for each in chosen]
    beside = facts[facts["group"].isin(here["group"]) & ~mine] if apart else facts[~mine]
    likely = _likely(label, here, beside)
    asked = {
        "ask": "set:scale",
        "rules": rules,
        "beside": _range(beside["value"]),
        "where": scale_groups.called(file, chosen),
    }
    if not apart:
        suggested = likely[0] if len(likely) == 1 else None
        file.ask("ask_scale_of", _subject(here, asked), [*likely, "0-100"], suggested, **asked)
        return
    asked["lines"] = _rows(file, survey, here, groups)
    file.ask("ask_scale_far", _subject(here, asked), ["leave_out", *likely, "0-100"], None, **asked)


def _ask_commas(
    file: Interpretation, survey: Survey, facts: pd.DataFrame, groups: list[tuple], lost: np.ndarray
) -> None:
    """Whether values a power of ten above the others lost their decimal comma; they are named by their rows."""
    every, restored = lost_commas.rules(facts, lost, groups)
    here = facts[lost != 0]
    inside = facts["series"].isin(here["series"]) & (facts["value"] <= PERCENT[1])
    columns = {(*groups[each][:2], None) for each in facts["group"]}
    mine = {(*groups[each][:2], None) for each in here["group"]}
    where = scale_groups.called(file, scale_groups.selectors(mine, columns - mine))
    asked = {"ask": "set:scale", "rules": every, "where": where, "beside": _range(facts.loc[inside, "value"]),
             "lines": _rows(file, survey, here, groups)}  # fmt: skip
    choices = ["leave_out"]
    if (lost > 0).any():
        value, count = facts["value"].to_numpy()[lost > 0][0], int(lost[lost > 0][0])
        asked |= {"restored": restored, "example": f"{value:g} = {value / 10**count:g}"}
        choices = ["restore", "leave_out"]
    file.ask("ask_commas", _subject(here, asked), choices, None, **asked)


def _ask_percentages(file: Interpretation, survey: Survey) -> None:
    """What percentages above 100 are: of a scale that goes so far, or, where they are so large that a number of 0-100
    was shown as one, that number."""
    value, percent, state = scale_groups.scored(file, list(survey.numbers))
    every = len(survey.numbers) < ENOUGH
    if not (percent & (state == 0) & ((value > PERCENT[1]) | (not every))).any():
        return
    facts, groups = scale_groups.facts(file, survey, percent=True)
    over, shifted = facts["value"] > PERCENT[1], facts["value"] >= _SHIFTED
    for far in (False, True):
        here = facts[over & (shifted == far)]
        if here.empty:
            continue
        columns = {(*each[:2], None) for each in groups}
        mine = {
            (*groups[each][:2], None) for each in here["group"].unique()
        }  # the agencies of a column share its scale
        chosen = scale_groups.selectors(mine, columns - mine)
        asked: dict = {"ask": "set:scale", "rules": chosen, "where": scale_groups.called(file, chosen)}
        asked["lines"] = _rows(file, survey, here, groups, percent=True)
        if not far:
            file.ask(PERCENT_ASKED[0], _subject(here, asked), ["0-120", "0-100"], None, **asked)
            continue
        asked["rules"] = [{**rule, "values": [here["value"].min(), here["value"].max()]} for rule in chosen]
        asked["restored"] = [{**rule, "places": 2, "scale": [*PERCENT]} for rule in asked["rules"]]
        asked["example"] = f"{here['value'].iloc[0]:g}% = {here['value'].iloc[0] / 100:g}"
        file.ask(PERCENT_ASKED[1], _subject(here, asked), ["restore", "leave_out"], None, **asked)


def _rows(
    file: Interpretation, survey: Survey, here: pd.DataFrame, groups: list[tuple], percent: bool = False
) -> str:  # fmt: skip
    """The first rows that hold some facts."""
    wanted = {(groups[group], float(value)) for group, value in zip(here["group"], here["value"], strict=True)}
    lines = scale_groups.lines(file, survey, wanted, _MOST_LINES + 1, percent)
    return _listed(lines)


def _likely(label: str, here: pd.DataFrame, beside: pd.DataFrame) -> list[str]:
    top = float(here["value"].max())
    if label == LOW:
        label = SHARE if top <= 1 and (here["value"] % 1 > 0).any() else FIVE if top <= 5 else TEN
    elif label == HIGH:
        label = OVER if 100 < top <= 120 else HUNDRED
    return ["1-5"] if label == FIVE and top > 4 else [*LIKELY[label]]


def _subject(here: pd.DataFrame, asked: dict) -> str:
    values = _range(here["value"])
    return f"{asked['where']}: {values}" if asked["where"] else values


def _range(values: pd.Series) -> str:
    least, most = float(values.min()), float(values.max())
    return f"{least:g}" if least == most else f"{least:g}-{most:g}"
