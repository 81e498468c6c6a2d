"""Whom to recognise, to guide and to ask to teach others: candidates, each with evidence of two periods and two kinds.

Nobody stands on a list for one period, or for what one source says. The official predicate is one source, each kind of
rater another. A person decides; nothing here is a ranking, and nobody's pay or rank follows from it.
"""

import pandas as pd

BEST = frozenset({"very_good"})
WEAK = frozenset({"needs_improvement", "poor_misconduct", "very_poor"})
SURE = 0.8
"""Probability from which on a level counts as below, or above, what it is compared with."""
MARGIN = 10.0
"""Points above the standard from which on somebody may teach others: a level of five is twenty points wide."""
LEAST_SOURCES = 2
BROAD = 2
"""Indicators short in both periods, from which on guidance is offered without a weak predicate."""
LISTS = ("recognition", "guidance", "mentoring")
COLUMNS = ["list", "employee", "indicators", "sources", "predicate", "predicate_before", "sure"]


def candidates(marks: pd.DataFrame, predicates: pd.DataFrame) -> pd.DataFrame:
    """One row: one person on one of `LISTS`: indicators (those short in both periods, or those that could be taught;
    empty for recognition), sources (fewest kinds of raters, the predicate counted as one, that say so), predicate and
    predicate_before, sure (the least probability of what is said, 0-1). In the order of people, never of how weak.

    marks: one row is one person and indicator with a standard in one period: employee, indicator, seq, shrunken,
    standard, p_gap, sources_below, n_sources (`analytics.needs.persons.person_needs` of two periods). predicates:
    employee, back (1 the newest, 2 the one before), predicate. With one period there is nobody.
    """
    both = _both_periods(marks)
    official = predicates.pivot_table(index="employee", columns="back", values="predicate", aggfunc="first")
    official = official.reindex(columns=[1, 2]).set_axis(["predicate", "predicate_before"], axis=1)
    people = pd.Index(sorted(set(both["employee"]))) if len(both) else pd.Index([], dtype="int64")
    official = official.reindex(people)
    short = both[both["short"].ge(SURE)]
    rows = [
        *_recognised(both, official, set(short["employee"])),
        *_guided(short, official),
        *_teaching(both, set(short["employee"]), official),
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["list"] = pd.Categorical(table["list"], LISTS, ordered=True)
    return table.sort_values(["list", "employee"], ignore_index=True).astype({"list": str})


def _both_periods(marks: pd.DataFrame) -> pd.DataFrame:
    """One row: one person and indicator rated in both periods, the lesser of the two of each: short (probability of
    being below the standard), fair (of not being), above (points beyond the standard), below (kinds of raters who saw
    it short), kinds (who rated), and seen_below (the most)."""
    told = marks.assign(
        short=marks["p_gap"], fair=1 - marks["p_gap"], above=marks["shrunken"] - marks["standard"]
    )  # fmt: skip
    each = told.groupby(["employee", "indicator"], as_index=False).agg(
        periods=("seq", "nunique"), short=("short", "min"), fair=("fair", "min"), above=("above", "min"),
        below=("sources_below", "min"), seen_below=("sources_below", "max"), kinds=("n_sources", "min"),
    )  # fmt: skip
    return each[each["periods"].ge(2)]


def _recognised(both: pd.DataFrame, official: pd.DataFrame, short: set) -> list[tuple]:
    """The best predicate in two periods, and raters who see most indicators at the standard or above in both."""
    best = official[official["predicate"].isin(BEST) & official["predicate_before"].isin(BEST)]
    fair = both.groupby("employee")["fair"].median()
    return [
        ("recognition", code, (), LEAST_SOURCES, row.predicate, row.predicate_before, float(fair[code]))
        for code, row in zip(best.index, best.itertuples(), strict=True)
        if code not in short and fair[code] >= SURE
    ]


def _guided(short: pd.DataFrame, official: pd.DataFrame) -> list[tuple]:
    """Short in both periods, by two kinds of raters in several indicators, or in one beside weak predicates in both."""
    rows = []
    for code, own in short.groupby("employee"):
        told = official.loc[code]
        if told["predicate"] in BEST:
            continue  # the appraiser and the raters contradict each other: that is for a calibration meeting
        weak = told["predicate"] in WEAK and told["predicate_before"] in WEAK
        seen = own[own["below"].ge(1 if weak else LEAST_SOURCES)]
        if len(seen) >= (1 if weak else BROAD):
            kinds = int(seen["below"].min()) + weak
            rows.append(
                ("guidance", code, tuple(sorted(seen["indicator"])), kinds, *told, float(seen["short"].min()))
            )  # fmt: skip
    return rows


def _teaching(both: pd.DataFrame, short: set, official: pd.DataFrame) -> list[tuple]:
    """Far above the standard in an indicator in both periods, two kinds of raters, none of whom saw it short."""
    strong = both["above"].ge(MARGIN) & both["fair"].ge(SURE) & both["kinds"].ge(LEAST_SOURCES)
    strong = both[strong & both["seen_below"].eq(0) & ~both["employee"].isin(short)]
    return [
        ("mentoring", code, tuple(sorted(own["indicator"])), int(own["kinds"].min()), *official.loc[code],
         float(own["fair"].min()))
        for code, own in strong.groupby("employee")
        if not set(official.loc[code]) & WEAK
    ]  # fmt: skip
