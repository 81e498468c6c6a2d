"""The frames of the rating-quality page: coverage, rows, sources beside each other, and how much is the rater."""

import pandas as pd

from analytics import predicates
from analytics.verdicts import LEAST_COVERAGE
from pages.answers.choice import Choice
from pages.ui.page import cached
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t

LATE_DAYS = 31
DRAWN = 12
LEAST_RATERS = 10  # with fewer, what the raters contribute cannot be told from chance


@remembered
def coverage(choice: Choice) -> pd.DataFrame:
    """One row: one agency, how many of its active staff were rated in the period, the least covered first."""
    scores = cached.ask("agency_scores", **choice.query("agencies", "positions", "indicator", "source"))
    scores = scores[scores["n_people"].notna() | scores["n_roster"].notna()]  # of others nobody knows the staff
    scores = scores.assign(n_people=scores["n_people"].fillna(0))
    found = predicates.coverage(scores.rename(columns={"coverage": "weight_coverage"}))
    found = found.assign(staff_coverage=found["coverage"])
    return found.assign(
        key=found["agency"],
        label=found["short"],
        value=found["coverage"],
        text=[formats.percent(share) for share in found["coverage"]],
        tone=["" if enough else "bad" for enough in found["enough"]],
        enough_words=[_enough(row) for row in found.itertuples()],
        note=[t("note.merged") if merged else "" for merged in found["merged"]],
    ).sort_values(["coverage", "agency_name"], ignore_index=True)


def coverage_columns() -> list[Column]:
    return [
        *usual("agency", "n_people"),
        Column("n_roster", t("rating_quality.n_roster"), "count"),
        *usual("staff_coverage", "weight_coverage"),
        Column("enough_words", t("rating_quality.enough")),
        *usual("note"),
    ]


def _enough(row) -> str:
    if formats.missing(row.coverage):
        return t("rating_quality.no_roster")
    return t("rating_quality.enough_yes" if row.enough else "rating_quality.enough_no")


def thin_weight(covered: pd.DataFrame) -> str:
    """The agencies of `coverage` with too little of the weight observed for a composite, lowest first; "" for none."""
    thin = covered[covered["weight_coverage"] < LEAST_COVERAGE].sort_values(["weight_coverage", "agency_name"])
    each = [f"{formats.plain(row.short)} {formats.percent(row.weight_coverage)}" for row in thin.itertuples()]
    return t("rating_quality.thin_weight", names=", ".join(each)) if each else ""


@remembered
def agreement(choice: Choice) -> pd.DataFrame:
    """One row: one agency whose superiors and whose own staff both rated; the largest difference first."""
    scores = cached.ask("source_scores", region=choice.region, periods=[choice.period], indicator=choice.indicator)
    wide = scores[scores["source"].isin(["superior", "self"])].pivot(index="agency", columns="source", values="score")
    wide = wide.reindex(columns=["superior", "self"]).dropna()
    known = coverage(choice).set_index("agency")
    wide = wide[wide.index.isin(known.index)]
    gap = [formats.difference(one, two) for one, two in zip(wide["self"], wide["superior"], strict=True)]
    found = wide.assign(gap=gap).join(known[["agency_name", "short", "n_people"]]).reset_index()
    found = found.rename(columns={"superior": "one", "self": "two", "short": "label"}).assign(key=found["agency"])
    return found.sort_values("gap", key=abs, ascending=False, kind="stable", ignore_index=True)


def agreement_columns() -> list[Column]:
    called = names("sources")
    return [
        *usual("agency"), Column("one", called["superior"], "score"), Column("two", called["self"], "score"),
        Column("gap", t("rating_quality.gap"), "change"), *usual("n_people"),
    ]  # fmt: skip


@remembered
def rater_share(choice: Choice) -> pd.DataFrame:
    """One row: one source and indicator with ten named raters or more: the rater's share of variance, most first."""
    spread = cached.ask("spread", region=choice.region, periods=[choice.period], source=choice.source)
    called, indicators = names("sources"), names("indicators")
    here = spread[spread["var_rater"].notna() & spread["source"].isin(called) & spread["indicator"].isin(indicators)]
    here = here[here["n_raters"].ge(LEAST_RATERS)]
    share = here["var_rater"] / (here["var_rater"] + here["var_person"])
    found = here.assign(
        share=share,
        source_name=here["source"].map(called),
        indicator_name=here["indicator"].map(indicators),
    ).dropna(subset="share")
    return found.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def rater_bars(found: pd.DataFrame) -> pd.DataFrame:
    """`rater_share` of the source with the most rated people, as bars."""
    main = found.groupby("source")["n_people"].sum().idxmax()
    here = found[found["source"] == main].reset_index(drop=True)
    return here.assign(
        key=here["indicator"], label=here["indicator_name"], value=here["share"], tone="",
        text=[formats.percent(share) for share in here["share"]],
    )  # fmt: skip


def rater_columns() -> list[Column]:
    return [
        *usual("source", "indicator"),
        Column("share", t("rating_quality.rater_share"), "percent"),
        *usual("n_people"),
        Column("n_raters", t("rating_quality.n_raters"), "count"),
        Column("median_load", t("rating_quality.load"), "score"),
    ]


@remembered
def row_quality(choice: Choice) -> pd.DataFrame:
    """One row: one batch's rows about one agency. For planners only."""
    found = cached.ask("row_quality", region=choice.region, period=choice.period)
    if choice.sector:
        found = found[found["sector"] == choice.sector].reset_index(drop=True)
    late = found["late_days"].gt(LATE_DAYS)
    found = found.assign(
        n_late=found["n_rows"].where(late.fillna(False).astype(bool), 0),
        file=[f"{row.batch_id} · {row.file_name}" for row in found.itertuples()],
    )
    odd = found[["n_late", "n_repeated", "n_replaced"]].sum(axis=1)
    return found.assign(odd=odd).sort_values("odd", ascending=False, kind="stable", ignore_index=True)


def row_columns() -> list[Column]:
    counts = ("n_rows", "n_late", "n_repeated", "n_replaced")
    return [
        *usual("agency"),
        Column("file", t("rating_quality.file")),
        Column("received_at", t("rating_quality.received"), "day"),
        *(Column(name, t(f"rating_quality.{name}"), "count") for name in counts),
    ]


def rows_sentence(found: pd.DataFrame) -> str:
    """How many rows there are, and how many came late, twice, or were replaced."""
    counts = {name: formats.count(found[name].sum()) for name in ("n_rows", "n_late", "n_repeated", "n_replaced")}
    batches = found.drop_duplicates("batch_id")
    dropped = {name: formats.count(batches[name].sum()) for name in ("batch_refused", "batch_left_out")}
    return t("rating_quality.rows", days=LATE_DAYS, batches=formats.count(len(batches)), **counts, **dropped)


def ends() -> dict[str, str]:
    """What the two marks of `agreement` are called."""
    called = names("sources")
    return {"first": called["superior"], "second": called["self"]}
