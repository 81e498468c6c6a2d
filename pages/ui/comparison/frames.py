"""The frames the comparison page draws, from `answers`: labels, tones and words."""

import pandas as pd

from analytics.comparison.funnel import funnel_curve
from pages.answers import scores
from pages.answers.choice import Choice
from pages.answers.comparison import comparison
from pages.ui.page.names import indicator_columns, names
from pages.ui.page.remember import remembered
from pages.ui.words import formats, sentences, t

FEW_ROWS = 15  # a chart of this many agencies still shows whole
ENDS = 7  # of more agencies: so many from the top and from the bottom
TONE = {"above998": "good", "below998": "bad"}


@remembered
def compared(choice: Choice) -> pd.DataFrame:
    """One row: one agency in the chosen period, highest score first, ready to draw: key, label, tone, place, note."""
    return _worded(comparison.compared(choice))


@remembered
def ranks(choice: Choice) -> pd.DataFrame:
    """`comparison.ranks` ready to draw, with rank_words."""
    ranked = _worded(comparison.ranks(choice))
    return ranked.assign(rank_words=[_rank(row, row.rank_kind) for row in ranked.itertuples()])


def _worded(here: pd.DataFrame) -> pd.DataFrame:
    return here.assign(
        key=here["agency"],
        label=here["short"],
        tone=here["funnel"].map(TONE).fillna(""),
        place=[t(f"place.{code}") for code in here["funnel"]],
        sector_name=here["sector"].map(names("sectors")),
        note=[_note(row) for row in here.itertuples()],
    )


def _rank(row, kind: str) -> str:
    if kind == "ranks" and not formats.missing(row.rank_low):
        return t("rank.between", low=int(row.rank_low), high=int(row.rank_high))
    return t(f"rank.{row.third}") if kind == "thirds" and isinstance(row.third, str) else formats.MISSING


def rank_sentence(ranked: pd.DataFrame) -> str:
    """Whether the agencies may be ranked at all, and how far."""
    share = ranked["rankability"].iloc[0]
    kind = "few" if formats.missing(share) else ranked["rank_kind"].iloc[0]
    if kind == "few" and sentences.without_range(ranked):
        kind = "no_range"
    return t(f"rank.say_{kind}", share=formats.percent(share))


def ends(here: pd.DataFrame) -> pd.DataFrame:
    """The highest and the lowest agencies, between them a row without score that says how many are left out."""
    if len(here) <= 2 * ENDS + 2:
        return here
    between = t("sector_comparison.between", n=len(here) - 2 * ENDS)
    kept = here.reset_index(drop=True).reindex([*range(ENDS), -1, *range(len(here) - ENDS, len(here))])
    texts = {"key": "", "label": between, "tone": ""}
    return kept.assign(**{name: kept[name].fillna(text) for name, text in texts.items()}).reset_index(drop=True)


@remembered
def ranking_ends(choice: Choice) -> pd.DataFrame:
    """`ends` of `ranks`."""
    return ends(ranks(choice))


def _note(row) -> str:
    parts = [t("note.merged")] if row.merged else []
    return "; ".join(parts + sentences.notes(row)) or formats.MISSING


def funnel_limits(here: pd.DataFrame) -> pd.DataFrame:
    """The smooth limits of the funnel; no row where there are too few agencies."""
    return funnel_curve(here.assign(n_people=here["n_range"])).rename(columns={"n_people": "n_range"})


@remembered
def limits(choice: Choice) -> pd.DataFrame:
    """`funnel_limits` of `compared`."""
    return funnel_limits(compared(choice))


@remembered
def matrix(choice: Choice) -> pd.DataFrame:
    """`comparison.matrix` ready to draw: row, column, value, verdict in words, and note: the signs
    of the figure."""
    cells = comparison.matrix(choice)
    if cells.empty:
        return cells
    return cells.assign(
        **indicator_columns(cells["indicator"]),
        row=cells["agency"],
        row_label=cells["short"],
        value=cells["score"],
        verdict=["; ".join([_against(row), *sentences.notes(row)]) for row in cells.itertuples()],
        note=["; ".join(sentences.notes(row)) for row in cells.itertuples()],
    )


def _against(row) -> str:
    if formats.missing(row.score):
        return t("chart.no_cell")
    if not row.certain:
        return t("chart.not_distinct")
    return t("place.above") if row.score > row.centre else t("place.below")


def standing_out(cells: pd.DataFrame) -> pd.DataFrame:
    """The agencies of the matrix that lie furthest from the region for sure on some indicator; all where few."""
    if cells["row"].nunique() <= FEW_ROWS:
        return cells
    sure = cells[cells["certain"]]
    reach = (
        (sure["score"] - sure["centre"]).abs().groupby(sure["row"]).max().sort_values(ascending=False, kind="stable")
    )
    return cells[cells["row"].isin(reach.index[:FEW_ROWS])] if len(reach) else cells.head(0)


def ranking_note(choice: Choice, ranked: pd.DataFrame) -> str:
    """How to read the order, and why ranges that leave the region's line out may lie inside the limits of chance."""
    n = comparison.clear_of(ranked, comparison.centre(choice))
    off = [t("sector_comparison.off_the_line", n=formats.count(n))] if n else []
    return " ".join([t("sector_comparison.ranking_note"), *off, rank_sentence(ranked)]) + sentences.why(ranked)


def on_indicator(choice: Choice, cells: pd.DataFrame) -> str:
    """What home says of the chosen indicator, beside what the funnel counts: agencies and sectors tested one by one;
    nothing without one."""
    if choice.indicator is None:
        return ""
    certain = _certain(cells[cells["indicator"] == choice.indicator])
    said = [t("sector_comparison.by_cell", **certain)] if certain["certain"] else []
    return " ".join(["", *said, *_sure_sectors(choice)])


def _sure_sectors(choice: Choice) -> list[str]:
    here = scores.sector_indicators(choice)
    here = here[here["certain"] & (here["indicator"] == choice.indicator)].sort_values("score")
    called = names("sectors", short=True)
    each = [
        f"{formats.plain(called[row.sector])} {formats.number(row.score)} ({formats.signed(row.difference)})"
        for row in here.itertuples()
    ]
    return [t("sector_comparison.by_sector", sectors=", ".join(each))] if each else []


def matrix_title(choice: Choice, cells: pd.DataFrame) -> str:
    """How many of the cells differ from the region for sure; of one indicator, on which side."""
    if choice.indicator is None:
        return t("sector_comparison.matrix_title", **_certain(cells))
    name = formats.plain(choice.labels["indikator"])
    return t("sector_comparison.matrix_title_one", indicator=name, **_certain(cells))


def _certain(cells: pd.DataFrame) -> dict[str, int]:
    sure = cells[cells["certain"]]
    below = int(sure["score"].lt(sure["centre"]).sum())
    return {"certain": len(sure), "below": below, "above": len(sure) - below, "all": int(cells["score"].notna().sum())}


@remembered
def matrix_drawn(choice: Choice) -> pd.DataFrame:
    """`standing_out` of `matrix`, of one indicator where one is chosen."""
    cells = matrix(choice)
    return standing_out(cells if choice.indicator is None else cells[cells["indicator"] == choice.indicator])


def matrix_key(cells: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """How to read the colours, and how many agencies are left to the table."""
    left = cells["row"].nunique() - drawn["row"].nunique()
    rest = " " + t("sector_comparison.matrix_rest", n=left) if left else ""
    return f"{t('sector_comparison.matrix_note')}{rest}{sentences.why(cells)}"


@remembered
def sector_panels(choice: Choice) -> pd.DataFrame:
    """One row: one sector in one period (in focus), or one of its agencies (thin)."""
    called, short = names("sectors"), names("sectors", short=True)
    groups = scores.sectors(choice).dropna(subset="score")
    groups = groups.assign(series=groups["sector"], label=groups["sector"].map(called), focus=True)
    members = scores.agencies(choice).dropna(subset="score")
    members = members.assign(series=members["agency"], label=members["short"], focus=False)
    both = pd.concat([groups, members], ignore_index=True)
    both = both.assign(panel=both["sector"].map(short), sector_name=both["sector"].map(called))
    order = {code: place for place, code in enumerate(called)}
    return both.sort_values(
        ["sector", "seq"], key=lambda column: column.map(order) if column.name == "sector" else column
    )
