"""Values of an evaluation file: words and percentages into numbers, each on its own scale, and what lies outside."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from data.reading.cells import numbers as values
from data.reading.cells import worded
from data.reading.judging.field import Field
from data.reading.judging.records import Records, problem_of
from data.reading.judging.scale import scale_groups
from data.reading.judging.scale.scales import PERCENT, PERCENT_ASKED
from data.reading.meaning import interpretation
from data.reading.meaning.interpretation import ASK, EMPTY, OK, OUT, Interpretation
from data.reading.meaning.scale_rules import covered
from data.reading.meaning.survey import Survey
from data.terms import spelling as texts
from data.terms.problems import Problem

_MOST_ASKED = 50  # answers in words asked at once
_LEAST = 3  # rows in words before one indicator is known to be answered so


def ask_words(file: Interpretation, survey: Survey) -> None:
    """Ratings in words: every answer needs a value from the mapping before any row is taken; a number that stands in it
    ("4 - Baik") is suggested. Where nearly all are numbers a word is a slip, and its row is refused."""
    given = {worded.key(word) for word in file.mapping.get("values", {}).get("score", {})}
    texts_seen = {
        cell: count
        for cell, count in survey.numbers.items()
        if isinstance(cell, str) and not values.is_missing(cell, file.missing)
    }
    words = {cell for cell in texts_seen if not values.looks_numeric(cell) and worded.key(cell) not in given}
    numbered = {cell for cell in words if worded.has_number(cell)}
    plain = {cell for cell in words - numbered if not cell.strip()[:1].isdigit()}
    answers = {cell for cell in plain if not any(map(str.isdigit, cell))}  # "+85" and "(85)" are no answers
    share = sum(texts_seen[cell] for cell in words) / max(1, sum(texts_seen.values()))
    asked = {texts.canonical(cell)[0] for cell in numbered}
    if answers and share <= 0.5:
        asked |= {texts.canonical(cell)[0] for cell in _of_worded_parts(file, survey, answers)}
    if plain and (share > 0.5 or given or numbered):
        named = {texts.canonical(cell)[0] for cell in plain}
        few = len(named) <= 20 and all(any(char.isalpha() for char in word) for word in named)
        asked |= named if share > 0.5 or few else set()
    for word in sorted(asked)[:_MOST_ASKED]:
        file.ask("ask_word", word, suggested=worded.value_of(word), ask="values.score")


def _of_worded_parts(file: Interpretation, survey: Survey, words: set[str]) -> set[str]:
    """The words of what one source of one agency says on one indicator, where most of that is in words."""
    rows: Counter[tuple] = Counter()
    within: dict[tuple, Counter[str]] = {}
    for piece, kept in zip(survey.pieces(), survey.kept, strict=True):
        records = Records(file, piece, kept)
        records.agency()
        use = ~records.chosen_out()
        for name in ("indicator", "source"):
            records.named(name, required=False)
        for place in file.places("raw"):
            column = records.encoded(place)
            group, parts = scale_groups.groups(records, place)
            present = use & ~column.where([values.is_missing(cell, file.missing) for cell in column.unique])
            in_words = present & column.where([isinstance(cell, str) and cell in words for cell in column.unique])
            for each, count in zip(*np.unique(group[present], return_counts=True), strict=True):
                rows[parts[each]] += int(count)
            pairs = np.stack([group[in_words], column.codes[in_words]])
            for (each, code), count in zip(*_counted(pairs), strict=True):
                within.setdefault(parts[each], Counter())[column.unique[code]] += count
    return {
        word
        for part, said in within.items()
        if said.total() >= _LEAST and 2 * said.total() > rows[part]
        for word in said
    }


def _counted(pairs: np.ndarray) -> tuple[list, list]:
    unique, counts = np.unique(pairs, axis=1, return_counts=True)
    return unique.T.tolist(), counts.tolist()


class Scores:
    """One column of values in one chunk."""

    def __init__(self, records: Records, place: int) -> None:
        file = records.file
        self.meaning, self.heading, self.column = file.meanings[place], file.header[place], records.encoded(place)
        value, percent, state = scale_groups.scored(file, self.column.unique)
        asked = {question.subject for question in file.questions if question.code == "ask_word"}
        open_words = np.array(
            [bool(asked) and isinstance(c, str) and texts.canonical(c)[0] in asked for c in self.column.unique],
            dtype=bool,
        )
        state[open_words] = 0
        codes = self.column.codes
        self.locale = file.locale
        self.raw, self.percent, self.state = value[codes], percent[codes], state[codes]
        self.missing = self.state == 1
        self.default = self.meaning.scale or file.scale
        self.fallback, self.unwanted = self._by_rules(records, place)
        self.over_asked = any(question.code in PERCENT_ASKED for question in file.questions)
        self.scales = interpretation.rule_scales(file.known)
        indicator = file.resolved.get("indicator", {}).get(self.meaning.indicator, (None, OK))
        source = file.resolved.get("source", {}).get(self.meaning.source, (None, OK))
        self.indicator, self.source = indicator[0], source[0]
        states = {indicator[1], source[1]}
        self.out = np.full(len(codes), OUT in states)
        self.waiting = np.full(len(codes), ASK in states) | open_words[codes]
        self.broken = next((each for each in states if each not in (OK, OUT, ASK, EMPTY)), None)

    def _by_rules(self, records: Records, place: int) -> tuple[np.ndarray, np.ndarray]:
        """The scale of each record that names none, and which values the mapping does not want."""
        fallback = np.tile(np.array(self.default or (np.nan, np.nan)), (len(self.raw), 1))
        unwanted, written = np.zeros(len(self.raw), dtype=bool), self.raw
        if self.meaning.scale is None and records.file.scale_rules:
            codes, groups = scale_groups.groups(records, place)
            for rule in reversed(records.file.scale_rules):  # the surest has the last word
                hit = covered(rule, codes, groups, written)
                if rule.values is not None and rule.values[0] <= PERCENT[1]:
                    hit &= ~self.percent  # 4 % is not the 4 that was asked about
                unwanted = np.where(hit, rule.scale is None, unwanted)
                self.raw = np.where(hit, written / 10**rule.places, self.raw)
                fallback[hit] = rule.scale or (np.nan, np.nan)
        return fallback, unwanted

    def judge(self, low: np.ndarray, high: np.ndarray, rule_set: Field, live: np.ndarray, unread) -> None:
        """Settle each row's scale, turn percentages into it, find what lies outside; `unread`: the scale is faulty."""
        by_rule = np.array([self.scales.get(code, (np.nan, np.nan)) for code in rule_set.values] or [(np.nan, np.nan)])
        ruled = by_rule[rule_set.codes]
        named = ~(np.isnan(low) & np.isnan(high))
        told = np.where(np.isnan(ruled), self.fallback, ruled)
        self.low, self.high = np.where(named, low, told[:, 0]), np.where(named, high, told[:, 1])
        unscaled = np.isnan(self.low) & np.isnan(self.high) & self.percent
        self.low[unscaled], self.high[unscaled] = PERCENT
        share = self.percent & (self.low == 0) & (self.high == 1)
        self.raw = np.where(share, self.raw / 100, self.raw)
        by_mapping = ~named & np.isnan(ruled[:, 0])
        of_hundred = (self.low == 0) & ((self.high == 100) | ((self.high > 100) & by_mapping))
        self.codes = np.zeros(len(self.raw), dtype=np.uint8)
        with np.errstate(invalid="ignore"):
            for fault, wrong in enumerate(
                (
                    (self.raw < self.low) | (self.raw > self.high),
                    self.percent & ~share & ~of_hundred,
                    self.high <= self.low,
                    np.isnan(self.low) | np.isnan(self.high),
                    self.unwanted & by_mapping,
                ),
                1,
            ):
                self.codes[wrong & (self.state == 0)] = fault
        if self.default is None and not named.any():
            self.waiting = self.waiting | (self.codes == 4)  # the scale is being asked
            self.codes[(self.codes == 4)] = 0
        if self.over_asked:
            over = by_mapping & self.percent & (self.raw > PERCENT[1]) & (self.codes == 1)
            self.waiting = self.waiting | over
            self.codes[over] = 0
        self.codes[unread] = 0
        if self.locale is None:  # the decimal sign is being asked: nobody knows yet what is out of range
            self.codes[self.codes == 1] = 0
        self.bad = live & ((self.state > 1) | (self.codes > 0))
        if self.broken:
            self.bad = live

    def problems(self, records: Records, live: np.ndarray) -> Iterator[tuple[Problem, int]]:
        """(problem, row) of every value that cannot be taken."""
        file, codes = records.file, ("", "score_range", "percent_scale", "scale_order", "scale_missing", "score_far")
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
