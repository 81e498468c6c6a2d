"""The frames the comparison page draws, from `figures`."""

import dataclasses

import numpy as np
import pandas as pd

from analytics.comparison.funnel import funnel_curve
from analytics.comparison.ranks import add_ranks
from analytics.comparison.shrink import add_shrunk
from pages.answers.choice import Choice
from pages.ui.page.names import names, weighted_indicators
from pages.ui.page.remember import remembered
from pages.ui.scores import figures
from pages.ui.words import formats, sentences, t

FEW_ROWS = 15  # a chart of this many agencies still shows whole
ENDS = 7  # of more agencies: so many from the top and from the bottom
SEED = 20_260_101  # the same draws for every reader
TONE = {"above998": "good", "below998": "bad"}


@remembered
def compared(choice: Choice) -> pd.DataFrame:
    """One row: one agency in the chosen period, highest score first, ready to draw: key, label, tone, place, note."""
    found = figures.funnel(choice, choice.period)
    found = found.dropna(subset="score").sort_values(["score", "agency_name"], ascending=[False, True])
    return found.assign(
        key=found["agency"],
        label=found["short"],
        tone=found["funnel"].map(TONE).fillna(""),
        place=[t(f"place.{code}") for code in found["funnel"]],
        sector_name=found["sector"].map(names("sectors")),
        note=[_note(row) for row in found.itertuples()],
    ).reset_index(drop=True)


def everybody(choice: Choice) -> pd.DataFrame:
    """`compared` without the filter of sectors: peers and the region's mean are the region's."""
    return compared(dataclasses.replace(choice, sector=None))


@remembered
def ranks(choice: Choice) -> pd.DataFrame:
    """`compared` with rank_low, rank_high, third, rankability and rank_kind (`few` agencies, `none`, `thirds`,
    `ranks`)."""
    found, share, kind = add_ranks(add_shrunk(compared(choice)), np.random.default_rng(SEED))
    kind = kind if can_tell(found) else "few"
    return found.assign(
        rankability=share, rank_kind=kind,
        rank_words=[_rank(row, kind) for row in found.itertuples()],
    )  # fmt: skip


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


def _note(row) -> str:
    parts = [t("note.merged")] if row.merged else []
    parts += [t("note.held")] if row.held else []
    return "; ".join(parts) or formats.MISSING


def can_tell(here: pd.DataFrame) -> bool:
    """Whether there are enough agencies to tell a real difference from chance."""
    return bool(here["funnel"].ne("none").any())


def funnel_limits(here: pd.DataFrame) -> pd.DataFrame:
    """The smooth limits of the funnel; no row where there are too few agencies."""
    return funnel_curve(here.assign(n_people=here["n_range"])).rename(columns={"n_people": "n_range"})


def centre(choice: Choice) -> float | None:
    """The region's score in the chosen period under the same filters."""
    scores = figures.region(choice)
    found = scores.loc[scores["period"] == choice.period, "score"].dropna()
    return float(found.iloc[0]) if len(found) else None


def weight_coverage(here: pd.DataFrame) -> float:
    """Share of the weight observed over the agencies shown that have one, by people where their number is known."""
    known = here.dropna(subset="weight_coverage")
    people = known["n_people"].astype(float).fillna(1.0)
    return float(np.average(known["weight_coverage"].astype(float), weights=people)) if len(known) else float("nan")


def asked(choice: Choice) -> tuple[float, float]:
    """Who was rated and who answered in the chosen period, all agencies together; NaN where that is nobody, or not
    known."""
    scores = figures.region(choice)
    here = scores.loc[scores["period"] == choice.period, ["n_people", "n_respondents"]].astype(float)
    return tuple(here.iloc[0]) if len(here) else (float("nan"), float("nan"))


@remembered
def matrix(choice: Choice) -> pd.DataFrame:
    """One row: one agency x indicator with weight, agencies in the order of `compared`, missing cells included."""
    here = compared(choice)
    called = weighted_indicators()
    found = figures.indicators(choice)
    found = found[found["indicator"].isin(called)]
    if found.empty:
        return found.assign(certain=False)
    seen = [code for code in called if code in set(found["indicator"])]
    grid = pd.MultiIndex.from_product([here["agency"], seen], names=["agency", "indicator"]).to_frame(index=False)
    grid = grid.merge(here[["agency", "agency_name", "short"]], on="agency")
    values = ["agency", "indicator", "score", "low", "high", "n_people", "n_respondents", "centre", "certain"]
    grid = grid.merge(found[values], on=["agency", "indicator"], how="left")
    grid["certain"] = grid["certain"].fillna(False).astype(bool)
    return grid.assign(
        row=grid["agency"],
        row_label=grid["short"],
        column=grid["indicator"],
        column_label=grid["indicator"].map(called),
        indicator_name=grid["indicator"].map(called),
        column_short=grid["indicator"],
        value=grid["score"],
        verdict=[_against(row) for row in grid.itertuples()],
    )


def _against(row) -> str:
    if formats.missing(row.score):
        return t("chart.no_cell")
    if not row.certain:
        return t("chart.not_distinct")
    return t("place.above") if row.score > row.centre else t("place.below")


def picks(here: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What `shell.cell_picker` offers: the agencies shown, and each indicator beside the composite."""
    rows = dict(zip(here["agency"], here["agency_name"], strict=True))
    return {"rows": rows, "indicators": {"": t("filter.indikator_all")} | weighted_indicators()}


def standing_out(cells: pd.DataFrame) -> pd.DataFrame:
    """The agencies of the matrix that lie furthest from the region for sure on some indicator; all where few."""
    if cells["row"].nunique() <= FEW_ROWS:
        return cells
    sure = cells[cells["certain"]]
    reach = (
        (sure["score"] - sure["centre"]).abs().groupby(sure["row"]).max().sort_values(ascending=False, kind="stable")
    )
    return cells[cells["row"].isin(reach.index[:FEW_ROWS])] if len(reach) else cells.head(0)


def matrix_key(cells: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """What the column codes stand for, how to read the colours, and how many agencies are left to the table."""
    key = cells.drop_duplicates("column")
    codes = " · ".join(f"**{code}** {name}" for code, name in zip(key["column"], key["column_label"], strict=True))
    left = cells["row"].nunique() - drawn["row"].nunique()
    rest = " " + t("sector_comparison.matrix_rest", n=left) if left else ""
    return f"{t('sector_comparison.matrix_note')}{rest}  \n{codes}"


def strip_of_sectors(choice: Choice) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sectors of the chosen period, highest first, and their agencies, ready to draw."""
    groups = figures.sectors(choice)
    groups = groups[groups["period"] == choice.period].dropna(subset="score").sort_values("score", ascending=False)
    groups = groups.assign(
        key=groups["sector"],
        label=groups["sector"].map(names("sectors", short=True)),
        sector_name=groups["sector"].map(names("sectors")),
    )
    return groups, compared(choice).assign(group=lambda frame: frame["sector"])


@remembered
def sector_panels(choice: Choice) -> pd.DataFrame:
    """One row: one sector in one period (in focus), or one of its agencies (thin)."""
    called, short = names("sectors"), names("sectors", short=True)
    groups = figures.sectors(choice).dropna(subset="score")
    groups = groups.assign(series=groups["sector"], label=groups["sector"].map(called), focus=True)
    members = figures.agencies(choice).dropna(subset="score")
    members = members.assign(series=members["agency"], label=members["short"], focus=False)
    both = pd.concat([groups, members], ignore_index=True)
    both = both.assign(panel=both["sector"].map(short), sector_name=both["sector"].map(called))
    order = {code: at for at, code in enumerate(called)}
    return both.sort_values(
        ["sector", "seq"], key=lambda column: column.map(order) if column.name == "sector" else column
    )
