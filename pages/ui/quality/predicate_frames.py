"""The frames of the official predicates: what was counted, the pattern, and what does not follow from its ratings."""

import pandas as pd

from analytics import predicates
from data.terms.periods import parse
from pages.answers.choice import Choice
from pages.ui.page import cached
from pages.ui.page.names import names, rows
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t

ORGANISATION = "org_"


def period_of(choice: Choice) -> str | None:
    """The period of the predicates that go with the chosen period: the one around it, else the last one before it."""
    known = cached.ask("predicate_groups", region=choice.region)["period"].drop_duplicates()
    now = parse(choice.period)
    spans = [parse(code) for code in known]
    around = [one for one in spans if one.starts <= now.starts and one.ends >= now.ends]
    before = [one for one in spans if one.ends < now.ends]
    best = max(around, key=lambda one: one.starts) if around else max(before, key=lambda one: one.ends, default=None)
    return best.code if best else None


def categories() -> dict[str, str]:
    """Code -> name of the predicates of people, best first."""
    return {code: name for code, name in names("predicates").items() if not code.startswith(ORGANISATION)}


def organisations() -> dict[str, str]:
    """Code -> name of the predicates of organisations, best first."""
    return {code: name for code, name in names("predicates").items() if code.startswith(ORGANISATION)}


def _cells(choice: Choice, period: str, about: str, groups: pd.DataFrame) -> pd.DataFrame:
    cells = cached.ask("predicate_cells", region=choice.region, period=period)
    return cells[(cells["about"] == about) & cells["agency"].isin(groups["agency"])]


def groups(choice: Choice, period: str, pattern: str) -> pd.DataFrame:
    """One row: one agency group with its coverage, its counts in words, its place in the pattern, its mismatches."""
    known = cached.ask("predicate_groups", region=choice.region)
    known = predicates.coverage(known[known["period"] == period])
    if choice.sector:
        known = known[known["sector"] == choice.sector]
    cells, called = _cells(choice, period, "predicate", known), categories()
    shares = predicates.bounds(cells, list(called), ["agency"])
    rules = predicates.against_pattern(shares, _patterns(), pattern)
    state = {code: predicates.worst_state(states) for code, states in rules.groupby("agency")["state"]}
    wrong = predicates.mismatches(_cells(choice, period, "consistency", known), ["agency"]).set_index("agency")
    told = {code: _told(counts, called) for code, counts in cells.groupby("agency")}
    found = known.assign(state=[state.get(code, "untold") for code in known["agency"]])
    return found.assign(
        told=[told.get(code, formats.MISSING) for code in found["agency"]],
        state_words=[t(f"pattern_state.{code}") for code in found["state"]],
        wrong_words=[_wrong(wrong.loc[code]) if code in wrong.index else formats.MISSING for code in found["agency"]],
        note=[_note(row) for row in found.itertuples()],
    ).sort_values(["coverage", "agency_name"], ignore_index=True)


def columns() -> list[Column]:
    return [
        *usual("agency"),
        Column("n_people", t("predicate.n_people"), "count"),
        Column("coverage", t("predicate.coverage"), "percent"),
        Column("told", t("predicate.told")),
        Column("state_words", t("predicate.pattern")),
        Column("wrong_words", t("predicate.wrong")),
        *usual("note"),
    ]


def shares(choice: Choice, period: str, known: pd.DataFrame) -> pd.DataFrame:
    """One row: one predicate in the whole region (or sector): between which shares it lies, as dumbbells."""
    called = categories()
    found = predicates.bounds(_cells(choice, period, "predicate", known), list(called), ["region"])
    return found.assign(
        key=found["category"], label=found["category"].map(called), one=found["share_low"] * 100,
        two=found["share_high"] * 100,
    )  # fmt: skip


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


def _patterns() -> pd.DataFrame:
    found = rows("distribution_patterns")
    return found.assign(share=pd.to_numeric(found["share"]))


def _told(cells: pd.DataFrame, called: dict[str, str]) -> str:
    order = {code: at for at, code in enumerate(called)}
    parts = []
    for row in sorted(cells.itertuples(), key=lambda row: order[row.categories.split("|")[0]]):
        name = t("predicate.or").join(called[code] for code in row.categories.split("|"))
        n = formats.count(row.n_people)
        whole = row.at_least and len(cells) == 1
        parts.append(
            f"{name} ≥ 95%" if whole else t("predicate.nearly", name=name, n=n) if row.at_least else f"{name} {n}"
        )
    return " · ".join(parts)


def _wrong(row: pd.Series) -> str:
    if row["unchecked"] == row["n_group"]:
        return t("predicate.unchecked")
    low, high = formats.count(row["low"]), formats.count(row["high"])
    return low if low == high else t("predicate.between", low=low, high=high)


def _note(row) -> str:
    said = [t("note.merged")] if row.merged else []
    said += [t("predicate.held")] if row.held else []
    if not row.n_people:
        said.append(t("predicate.none"))
    elif not row.enough:
        said.append(t("rating_quality.enough_no"))
    return ", ".join(said)
