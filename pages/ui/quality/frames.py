"""The frames of the rating-quality page: coverage, rows, sources beside each other, and how much is the rater."""

import pandas as pd

from analytics.verdicts import LEAST_COVERAGE
from pages.answers import quality
from pages.answers.choice import Choice
from pages.answers.quality import LATE_DAYS
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t

DRAWN = 12


@remembered
def coverage(choice: Choice) -> pd.DataFrame:
    """`quality.coverage` as bars and table take it: one row is one agency, the least covered first."""
    covered = quality.coverage(choice)
    return covered.assign(
        staff_coverage=covered["coverage"],
        key=covered["agency"],
        label=covered["short"],
        value=covered["coverage"],
        text=[formats.percent(share) for share in covered["coverage"]],
        tone=["" if enough else "bad" for enough in covered["enough"]],
        enough_words=[_enough(row) for row in covered.itertuples()],
        note=[t("note.merged") if merged else "" for merged in covered["merged"]],
    )


def headline(covered: pd.DataFrame) -> tuple[str, str]:
    """The finding of the page and the sentence under it. covered: `coverage`."""
    if covered["coverage"].isna().all():
        return t("rating_quality.title_no_roster"), t("rating_quality.lead_no_roster")
    short = covered[~covered["enough"]]
    title = "rating_quality.title_short" if len(short) else "rating_quality.title_enough"
    share = formats.percent(covered["n_people"].sum() / covered["n_roster"].sum())
    return t(title, n=formats.count(len(short)), all=formats.count(len(covered))), t("rating_quality.lead", share=share)


def coverage_title(covered: pd.DataFrame) -> str:
    """How far staff coverage reaches from agency to agency."""
    shares = covered["coverage"].dropna()
    return t("rating_quality.coverage_title", low=formats.percent(shares.min()), high=formats.percent(shares.max()))


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
    """`quality.agreement` as dumbbells."""
    both = quality.agreement(choice)
    return both.assign(key=both["agency"], label=both["short"], one=both["superior"], two=both["self"], part=SOURCES)


SOURCES = "sources"
"""The part of an agency's page that shows what each source says of it."""


def agreement_title(both: pd.DataFrame) -> str:
    """How far staff and their superiors lie apart on average, as the figures are shown."""
    mean = both["gap"].mean()
    which = "even" if formats.signed(mean) == formats.signed(0.0) else "higher" if mean > 0 else "lower"
    return t(f"rating_quality.agreement_{which}", n=formats.count(len(both)), points=formats.number(abs(mean)))


def agreement_columns() -> list[Column]:
    called = names("sources")
    return [
        *usual("agency"), Column("one", called["superior"], "score"), Column("two", called["self"], "score"),
        Column("gap", t("rating_quality.gap"), "change", ("bagian", "part")), *usual("n_people"),
    ]  # fmt: skip


@remembered
def rater_share(choice: Choice) -> pd.DataFrame:
    """`quality.rater_share` with source_name and indicator_name."""
    shares = quality.rater_share(choice)
    return shares.assign(
        source_name=shares["source"].map(names("sources")), indicator_name=shares["indicator"].map(names("indicators"))
    )


def rater_bars(shares: pd.DataFrame) -> pd.DataFrame:
    """`rater_share` of the source with the most rated people, as bars."""
    main = shares.groupby("source")["n_people"].sum().idxmax()
    here = shares[shares["source"] == main].reset_index(drop=True)
    return here.assign(
        key=list(zip(here["indicator"], here["source"], strict=True)), label=here["indicator_name"],
        value=here["share"], tone="",
        text=[formats.percent(share) for share in here["share"]],
    )  # fmt: skip


def rater_title(bars: pd.DataFrame) -> str:
    """How much of what one source says is who rated, from indicator to indicator. bars: `rater_bars`."""
    low, high = (formats.percent(share) for share in (bars["share"].min(), bars["share"].max()))
    source = bars["source_name"].iloc[0].lower()
    key = "rating_quality.rater_title_one" if low == high else "rating_quality.rater_title"
    return t(key, source=source, low=low, high=high)


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
    """`quality.row_quality` with file, what each batch is called. For planners only."""
    rows = quality.row_quality(choice)
    return rows.assign(file=[f"{row.batch_id} · {row.file_name}" for row in rows.itertuples()])


def row_columns() -> list[Column]:
    counts = ("n_rows", "n_late", "n_repeated", "n_replaced")
    return [
        *usual("agency"),
        Column("file", t("rating_quality.file")),
        Column("received_at", t("rating_quality.received"), "day"),
        *(Column(name, t(f"rating_quality.{name}"), "count") for name in counts),
    ]


def rows_sentence(rows: pd.DataFrame) -> str:
    """How many rows there are, and how many came late, twice, or were replaced."""
    counts = {name: formats.count(rows[name].sum()) for name in ("n_rows", "n_late", "n_repeated", "n_replaced")}
    batches = rows.drop_duplicates("batch_id")
    dropped = {name: formats.count(batches[name].sum()) for name in ("batch_refused", "batch_left_out")}
    return t("rating_quality.rows", days=LATE_DAYS, batches=formats.count(len(batches)), **counts, **dropped)


def ends() -> dict[str, str]:
    """What the two marks of `agreement` are called."""
    called = names("sources")
    return {"first": called["superior"], "second": called["self"]}
