"""Values of an evaluation file: words and percentages into numbers, each on its own scale, and what lies outside."""

from collections.abc import Iterator

import numpy as np

from data.reading.cells import numbers as values
from data.reading.judging.field import Field
from data.reading.judging.records import Records, problem_of, read_numbers
from data.reading.meaning import interpretation
from data.reading.meaning.interpretation import ASK, EMPTY, OK, OUT, Interpretation
from data.reading.meaning.survey import Survey
from data.terms import spelling as texts
from data.terms.problems import Problem

PERCENT = (0.0, 100.0)


def ask_words(file: Interpretation, survey: Survey) -> None:
    """Ratings in words: every word needs a value from the mapping before any row is taken."""
    given = {texts.key(word) for word in file.mapping.get("values", {}).get("score", {})}
    words_seen = {
        cell for cell in survey.numbers if isinstance(cell, str) and not values.is_missing(cell, file.missing)
    }
    words = {cell for cell in words_seen if not cell.strip()[:1].isdigit() and not values.looks_numeric(cell)}
    words = {cell for cell in words if texts.key(cell) not in given}
    share = sum(survey.numbers[cell] for cell in words) / max(1, sum(survey.numbers[cell] for cell in words_seen))
    if words and (share > 0.5 or given):
        listed = sorted({texts.canonical(cell)[0] for cell in words})[:50]
        if share > 0.5 or (len(listed) <= 20 and all(any(char.isalpha() for char in word) for word in listed)):
            for word in listed:
                file.ask("ask_word", word, ask="values.score")


def settle_scale(file: Interpretation, survey: Survey) -> None:
    """The scale of rows that name none: from the mapping, `%`, or values that only 0-100 holds; else it is asked."""
    if given := file.mapping.get("scale"):
        file.scale = (float(given[0]), float(given[1]))
        return
    scales = interpretation.rule_scales(file.known)
    if (file.places("scale_max") and file.places("scale_min")) or file.constant("rule_set") in scales:
        return
    if all(file.meanings[place].scale for place in file.places("raw")):
        return
    worded = [value for value in file.mapping.get("values", {}).get("score", {}).values() if value is not None]
    locale = file.locale or values.POINT
    numbers = [values.number(cell, locale, file.missing) for cell in survey.numbers]
    bare = [value for value, percent, state in numbers if state == OK and not percent] + [float(v) for v in worded]
    if not bare:
        file.scale = PERCENT
    elif 10 < max(bare) <= 100 and min(bare) >= 0:
        file.scale = PERCENT
        file.problems.append(Problem("scale_taken", found="0-100", blocking=False))
    elif _shares(bare, sum(survey.numbers.values())):
        file.scale = (0.0, 1.0)
        file.problems.append(Problem("scale_taken", found="0-1", blocking=False))
    else:
        top = max(bare)
        likely = ["0-1"] if top <= 1 else ["1-4", "1-5"] if top <= 4 else ["1-5"] if top <= 5 else ["1-10", "0-10"]
        likely = likely if top <= 10 else ["0-120"]
        lone = likely[0] if len(likely) == 1 and top <= 1 else None
        file.ask("ask_scale", f"{min(bare):g}-{top:g}", [*likely, "0-100"], lone, ask="set:scale")


def _shares(numbers: list[float], records: int) -> bool:
    """Whether values can only be shares: many, all from 0 to 1, most of them no whole numbers."""
    parts = sum(1 for value in numbers if value != int(value))
    return records >= 10 and min(numbers) >= 0 and max(numbers) <= 1 and parts >= 0.5 * len(numbers)


class Scores:
    """One column of values in one chunk."""

    def __init__(self, records: Records, place: int) -> None:
        file = records.file
        self.meaning, self.heading, self.column = file.meanings[place], file.header[place], records.encoded(place)
        words = {texts.key(word): value for word, value in file.mapping.get("values", {}).get("score", {}).items()}
        value, percent, state = read_numbers(file, self.column.unique)
        for index, cell in enumerate(self.column.unique):
            if words and isinstance(cell, str) and texts.key(cell) in words:
                meant = words[texts.key(cell)]
                value[index], state[index] = (np.nan, 1) if meant is None else (float(meant), 0)
        codes = self.column.codes
        self.locale = file.locale
        self.raw, self.percent, self.state = value[codes], percent[codes], state[codes]
        self.missing = self.state == 1
        self.default = self.meaning.scale or file.scale
        self.scales = interpretation.rule_scales(file.known)
        indicator = file.resolved.get("indicator", {}).get(self.meaning.indicator, (None, OK))
        source = file.resolved.get("source", {}).get(self.meaning.source, (None, OK))
        self.indicator, self.source = indicator[0], source[0]
        states = {indicator[1], source[1]}
        self.out = np.full(len(codes), OUT in states)
        self.waiting = np.full(len(codes), ASK in states)
        self.broken = next((each for each in states if each not in (OK, OUT, ASK, EMPTY)), None)

    def judge(self, low: np.ndarray, high: np.ndarray, rule_set: Field, live: np.ndarray, unread) -> None:
        """Settle each row's scale, turn percentages into it, find what lies outside; `unread`: the scale is faulty."""
        by_rule = np.array([self.scales.get(code, (np.nan, np.nan)) for code in rule_set.values] or [(np.nan, np.nan)])
        ruled = by_rule[rule_set.codes]
        named = ~(np.isnan(low) & np.isnan(high))
        default = self.default or (np.nan, np.nan)
        self.low, self.high = (
            np.where(named, given, np.where(np.isnan(rule), fallback, rule))
            for given, rule, fallback in ((low, ruled[:, 0], default[0]), (high, ruled[:, 1], default[1]))
        )
        unscaled = np.isnan(self.low) & np.isnan(self.high) & self.percent
        self.low[unscaled], self.high[unscaled] = PERCENT
        share = self.percent & (self.low == 0) & (self.high == 1)
        self.raw = np.where(share, self.raw / 100, self.raw)
        self.codes = np.zeros(len(self.raw), dtype=np.uint8)
        with np.errstate(invalid="ignore"):
            for fault, wrong in enumerate(
                (
                    (self.raw < self.low) | (self.raw > self.high),
                    self.percent & ~share & ~((self.low == 0) & (self.high == 100)),
                    self.high <= self.low,
                    np.isnan(self.low) | np.isnan(self.high),
                ),
                1,
            ):
                self.codes[wrong & (self.state == 0)] = fault
        if self.default is None and not named.any():
            self.waiting = self.waiting | (self.codes == 4)  # the scale is being asked
            self.codes[(self.codes == 4)] = 0
        self.codes[unread] = 0
        if self.locale is None:  # the decimal sign is being asked: nobody knows yet what is out of range
            self.codes[self.codes == 1] = 0
        self.bad = live & ((self.state > 1) | (self.codes > 0))
        if self.broken:
            self.bad = live

    def problems(self, records: Records, live: np.ndarray) -> Iterator[tuple[Problem, int]]:
        """(problem, row) of every value that cannot be taken."""
        file, codes = records.file, ("", "score_range", "percent_scale", "scale_order", "scale_missing")
        for row in np.flatnonzero(live & self.bad):
            code = codes[self.codes[row]] if self.codes[row] else values.STATUS[self.state[row]]
            if self.broken:
                code = self.broken
            heading = self.heading
            if code in ("scale_order", "scale_missing"):
                bounds = (
                    ("scale_max",)
                    if np.isfinite(self.low[row]) and code == "scale_missing"
                    else ("scale_min", "scale_max")
                )
                heading = next((file.header[place] for name in bounds for place in file.places(name)), heading)
            expected = f"{self.low[row]:g}-{self.high[row]:g}" if code == "score_range" else None
            cell = self.column.unique[self.column.codes[row]]
            yield problem_of(code, int(records.lines[row]), heading, cell, expected=expected), int(row)
