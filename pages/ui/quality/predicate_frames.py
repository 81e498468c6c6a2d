"""The frames of the official predicates: what was counted, the pattern, and what does not follow from its ratings."""

import pandas as pd

from pages.answers import predicates
from pages.answers.choice import Choice
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t


def organisations() -> dict[str, str]:
    """Code -> name of the predicates of organisations, best first."""
    return {code: name for code, name in names("predicates").items() if code.startswith(predicates.ORGANISATION)}


@remembered
def groups(choice: Choice, period: str, pattern: str) -> pd.DataFrame:
    """`predicates.groups` in words: one row is one agency group, its counts in `counts_words`."""
    known = predicates.groups(choice, period, pattern)
    cells = predicates.cells(choice, period, "predicate", known)
    called = names("predicates")
    counts = {code: _counts(own, called) for code, own in cells.groupby("agency")}
    return known.assign(
        counts_words=[counts.get(code, formats.MISSING) for code in known["agency"]],
        state_words=[t(f"pattern_state.{code}") for code in known["state"]],
        wrong_words=[_wrong(row) for row in known.itertuples()],
        note=[_note(row) for row in known.itertuples()],
    )


def columns() -> list[Column]:
    return [
        *usual("agency"),
        Column("n_people", t("predicate.n_people"), "count"),
        Column("coverage", t("predicate.coverage"), "percent"),
        Column("counts_words", t("predicate.told")),
        Column("state_words", t("predicate.pattern")),
        Column("wrong_words", t("predicate.wrong")),
        *usual("note"),
    ]


@remembered
def shares(choice: Choice, period: str, pattern: str) -> pd.DataFrame:
    """`predicates.shares` as dumbbells, from the least to the most per cent."""
    bounds = predicates.shares(choice, period, predicates.groups(choice, period, pattern))
    bounds = bounds.drop(columns=["low", "high"])  # people, where a chart takes the range of a score by these names
    return bounds.assign(
        key=bounds["category"], label=bounds["category"].map(names("predicates")), one=bounds["share_low"] * 100,
        two=bounds["share_high"] * 100,
    )  # fmt: skip


def shares_title(whole: pd.DataFrame, period: str) -> str:
    """The predicate most people have, with the least and the most its share can be. whole: `shares`."""
    most = whole.loc[whole["share_low"].idxmax()]
    low, high = formats.percent(most["share_low"]), formats.percent(most["share_high"])
    share = low if low == high else t("evidence.from_to", low=low, high=high)
    return t("predicate.shares_title", name=most["label"], share=share, period=formats.period(period))


def share_columns() -> list[Column]:
    return [
        Column("label", t("predicate.name")),
        Column("share_low", t("predicate.least"), "percent"),
        Column("share_high", t("predicate.most"), "percent"),
    ]


def sentence(known: pd.DataFrame, pattern: str) -> str:
    """How many groups stand where against the pattern."""
    counts = known["state"].value_counts()
    named = {code: formats.count(counts.get(code, 0)) for code in ("outside", "open", "absent", "not_applicable")}
    return t("predicate.sentence", pattern=organisations()[pattern], n=formats.count(len(known)), **named)


def _counts(cells: pd.DataFrame, called: dict[str, str]) -> str:
    order = {code: place for place, code in enumerate(called)}
    parts = []
    for row in sorted(cells.itertuples(), key=lambda row: order[row.categories.split("|")[0]]):
        name = t("predicate.or").join(called[code] for code in row.categories.split("|"))
        n = formats.count(row.n_people)
        whole = row.at_least and len(cells) == 1
        parts.append(
            f"{name} ≥ 95%" if whole else t("predicate.nearly", name=name, n=n) if row.at_least else f"{name} {n}"
        )
    return " · ".join(parts)


def _wrong(row) -> str:
    if formats.missing(row.n_group):
        return formats.MISSING
    if row.unchecked == row.n_group:
        return t("predicate.unchecked")
    low, high = formats.count(row.low), formats.count(row.high)
    return low if low == high else t("predicate.between", low=low, high=high)


def _note(row) -> str:
    notes = [t("note.merged")] if row.merged else []
    notes += [t("predicate.held")] if row.held else []
    if not row.n_people:
        notes.append(t("predicate.none"))
    elif not row.enough:
        notes.append(t("rating_quality.enough_no"))
    return ", ".join(notes)
