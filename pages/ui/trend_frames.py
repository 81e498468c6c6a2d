"""The frames the trend page draws, from `figures`: lines with labels, the peers, notes, panels, the list."""

import pandas as pd
import streamlit as st

from pages.ui import cached, figures, names, numbers, sentences, shell, tables
from pages.ui.filters import Choice
from pages.ui.remember import remembered
from pages.ui.words import named, t

ORDER = ["up", "likely_up", "down", "likely_down", "uncertain", "insufficient"]
LEAST_PEERS = 5
FEW = 15  # rows of a table that stands open; more would push everything else off a phone


@remembered
def judged(choice: Choice) -> pd.DataFrame:
    """Judged rows with agency_name, short and verdict_words, moves first; one row is one agency."""
    known = figures.agencies(choice).sort_values("seq").drop_duplicates("agency", keep="last")
    found = (
        figures.verdicts(choice, choice.period)
        .drop(columns=["agency_name", "short"], errors="ignore")
        .merge(known[["agency", "agency_name", "short", "score", "seq"]], on="agency", suffixes=("_judged", ""))
    )
    found["verdict_words"] = [sentences.verdict(code) for code in found["verdict"]]
    found["order"] = found["verdict"].map({code: at for at, code in enumerate(ORDER)})
    return found.sort_values(["order", "agency_name"], ignore_index=True)


def row_of(verdicts: pd.DataFrame, agency: str):
    """The judged row of one agency as a named tuple, or None."""
    rows = verdicts[verdicts["agency"] == agency]
    return next(rows.itertuples(), None)


@remembered
def region_line(choice: Choice) -> pd.DataFrame:
    """One row: the region in one period, as the one line in focus."""
    scores = figures.region(choice).dropna(subset="score")
    return scores.assign(series=choice.region, label=t("filter.daerah"), focus=True)


@remembered
def agency_lines(choice: Choice) -> pd.DataFrame:
    """One row: the chosen agency in one period (in focus), or the region (grey)."""
    history = figures.history(choice)
    mine = history[history["agency"] == choice.agency].dropna(subset="score")
    mine = mine.assign(
        series=mine["agency"],
        label=mine["short"],
        focus=True,
        joined=mine["line"].eq(mine["line"].shift()).fillna(False).astype(bool),
        note=[_note(row) for row in mine.itertuples()],
    )
    whole = region_line(choice).assign(focus=False)
    return pd.concat([mine, whole], ignore_index=True)


def _note(row) -> str:
    parts = [t(f"break.{row.starts_because}")] if isinstance(row.starts_because, str) else []
    parts += [t("note.merged")] if row.merged else []
    parts += [t("note.held")] if row.held else []
    return "; ".join(parts) or numbers.MISSING


def band(history: pd.DataFrame) -> pd.DataFrame | None:
    """One row: one period with the range that holds the middle 80 % of the agencies; None with fewer than five."""
    groups = history.dropna(subset="score").groupby(["period", "seq"])["score"]
    wide = groups.quantile([0.1, 0.9]).unstack()
    wide = wide[groups.size() >= LEAST_PEERS]
    return None if wide.empty else wide.set_axis(["low", "high"], axis=1).reset_index().sort_values("seq")


def notes(choice: Choice, history: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Events and breaks for the trend chart."""
    happened = figures.events(choice, choice.agency)
    happened = happened.assign(name=[named(row) for _, row in happened.iterrows()])
    mine = history[history["agency"] == choice.agency] if choice.agency else history.iloc[:0]
    cuts = mine[mine["starts_because"].notna()]
    cuts = cuts.assign(reason=[_reason(row) for row in cuts.itertuples()])
    return {"events": happened[["seq", "name"]], "breaks": cuts[["seq", "reason"]]}


def _reason(row) -> str:
    return (
        str(row.starts_with) if row.starts_because == "break" and row.starts_with else t(f"break.{row.starts_because}")
    )


@remembered
def indicator_panels(choice: Choice) -> pd.DataFrame:
    """One row: one indicator of the agency (in focus) or of the region's same sector mean (thin) in one period."""
    called = names.weighted_indicators()
    query = {**choice.query("indicator", periods=True), "indicator": None}
    scores = cached.ask("indicator_scores", **query)
    scores = scores[scores["indicator"].isin(called)]
    scores = scores.assign(
        panel=scores["indicator"].map(called), indicator_name=scores["indicator"].map(called), series=scores["agency"],
        label=scores["short"], focus=True,
    )  # fmt: skip
    others = cached.ask("sector_indicators", **choice.query("indicator", "agencies", "sectors", periods=True))
    others = others[others["indicator"].isin(scores["indicator"])]
    weight = others["n_people"].astype(float)
    whole = others.assign(total=others["score"] * weight, weight=weight)
    whole = whole.groupby(["indicator", "period", "seq"], as_index=False)[["total", "weight"]].sum()
    whole = whole.assign(
        panel=whole["indicator"].map(called), series="region", label=t("filter.daerah"), focus=False,
        score=whole["total"] / whole["weight"], n_people=whole["weight"],
    )  # fmt: skip
    order = {code: at for at, code in enumerate(called)}
    both = pd.concat([scores, whole], ignore_index=True)
    return both.sort_values(
        ["indicator", "seq"], key=lambda column: column.map(order) if column.name == "indicator" else column
    )


def pick_table(verdicts: pd.DataFrame, choice: Choice) -> str | None:
    """Every agency with its verdict; answers with the agency whose trend the reader wants, by table row or by list."""
    st.header(t("agency_trends.all_title"), anchor=False)
    options = dict(zip(verdicts["agency"], verdicts["agency_name"], strict=True))
    picked = shell.agency_picker("trend_pick", options)
    shown = verdicts.assign(
        change=verdicts["estimate"].where(verdicts["verdict"] != "insufficient"),
        low=verdicts["low"].where(verdicts["verdict"] != "insufficient"),
        high=verdicts["high"].where(verdicts["verdict"] != "insufficient"),
        kind=[t(f"agency_trends.metric_{metric}") for metric in verdicts["metric"]],
    )
    columns = [
        *tables.usual("agency", "verdict"),
        tables.Column("change", t("table.change"), "change"),
        tables.Column("low", t("table.low"), "change"),
        tables.Column("high", t("table.high"), "change"),
        tables.Column("kind", t("agency_trends.metric")),
        tables.Column("n_periods", t("agency_trends.n_periods"), "count"),
        *tables.usual("n_people"),
    ]
    with st.expander(t("table.show"), expanded=len(shown) <= FEW, key="table_of_verdicts"):
        tables.show_table(shown, columns, t("agency_trends.all_title"))
        tables.download(shown, columns, "agency_verdicts", shell.stamp(choice))
    return picked
