"""What the competency page shows: the gaps of each unit with their words, and one indicator in depth."""

from dataclasses import dataclass

import pandas as pd

from analytics.gaps.gaps import people_behind
from pages.answers.choice import Choice
from pages.answers.gaps import gaps
from pages.ui.page import address
from pages.ui.page.filters import choose
from pages.ui.page.names import indicator_columns, names
from pages.ui.page.remember import remembered
from pages.ui.panel.tables import Column, counted, leading, usual
from pages.ui.words import formats, t


@remembered
def cells(choice: Choice, unit: str) -> pd.DataFrame:
    """`gaps.cells` with names and words, as the heat map and its table take them."""
    over_time = gaps.unit_gaps(choice, unit, choice.indicator is not None)
    here = gaps.cells(choice, unit, over_time)
    called = _called(over_time, unit)
    brief = names("sectors", short=True) if unit == "sector" else called
    return here.assign(
        row=here[unit],
        row_label=here["short"].fillna(here[unit]) if unit == "agency" else here[unit].map(brief),
        unit_name=here[unit].map(called),
        **indicator_columns(here["indicator"]),
        state_words=[t(f"gap_state.{code}") for code in here["state"]],
        share_words=[_share(row) for row in here.itertuples()],
    )


@dataclass(frozen=True)
class Said:
    """What the page says of `cells`: `title` and `counts` of them, and n_people, n_respondents behind
    them (`people_behind`)."""

    title: str
    counts: dict[str, int]
    behind: tuple[float, float]


@remembered
def said(choice: Choice, unit: str) -> Said:
    """What the page says of its cells."""
    here = cells(choice, unit)
    return Said(title(here), counts(here), people_behind(here, unit))


def columns(unit: str, cells: pd.DataFrame) -> list[Column]:
    """The table under `cells`, the gaps of `unit`."""
    return [
        Column("unit_name", t(f"table.{unit}"), leads=leading(unit)),
        *usual("indicator"),
        Column("mean", t("competency_gaps.mean"), "score"),
        Column("standard", t("competency_gaps.standard"), "score"),
        Column("gap", t("competency_gaps.gap"), "score"),
        Column("gap_low", t("table.low"), "score"),
        Column("gap_high", t("table.high"), "score"),
        Column("share_words", t("competency_gaps.share")),
        *counted(cells),
        Column("state_words", t("table.verdict")),
    ]


def counts(cells: pd.DataFrame) -> dict[str, int]:
    """Cells below the standard for sure, and all cells rated."""
    return {"below": int(cells["state"].eq("below").sum()), "all": int(cells["gap"].notna().sum())}


def _share(row) -> str:
    """The share with where it comes from. A counted share may point another way than the mean: few far below weigh more
    in the mean than many just below; the words say so."""
    if row.share_kind == "none":
        return formats.MISSING
    words = formats.percent(row.share_below)
    if row.share_kind == "estimated":
        return t("competency_gaps.estimated", share=words)
    most = row.share_below >= 0.5
    apart = (most and row.gap == 0) or (not most and row.gap > 0)
    return t("competency_gaps.counted_apart" if apart else "competency_gaps.counted", share=words)


def choose_unit() -> None:
    """What one row of the page is: a sector, an agency or a position group."""
    choose("satuan", {unit: t(f"table.{unit}") for unit in gaps.UNITS}, default="agency")


def unit() -> str:
    """The unit chosen."""
    return address.get("satuan") or "agency"


def parameter(unit: str) -> str:
    """Under which parameter of the address a unit is chosen."""
    return leading(unit)[0]


def distribution(cells: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """One row: one unit's gap on one indicator, largest first, as bars take it."""
    here = cells[(cells["indicator"] == indicator) & cells["gap"].notna()]
    here = here.sort_values(["gap", "row_label"], ascending=[False, True], ignore_index=True)
    tones = {"below": "bad", "met": "good"}
    return here.assign(
        key=here["row"],
        label=here["row_label"],
        value=here["gap"],
        value_low=here["gap_low"],
        value_high=here["gap_high"],
        text=[f"{formats.number(row.gap)} · {row.state_words}" for row in here.itertuples()],
        tone=here["state"].map(tones).fillna("quiet"),
    )


@remembered
def sources(choice: Choice) -> pd.DataFrame:
    """`gaps.sources` with names, as dumbbells."""
    table = gaps.sources(choice)
    called = table["source"].map(names("sources"))
    return table.assign(
        source_name=called, key=table["source"], label=called, one=table["standard"], two=table["score"]
    )


def history(over_time: pd.DataFrame, unit: str, indicator: str, most: int = 8) -> pd.DataFrame:
    """One row: one unit in one period on one indicator; the units with the largest gap in the latest period."""
    here = over_time[(over_time["indicator"] == indicator) & over_time["gap"].notna()]
    last = here[here["seq"] == here["seq"].max()].nlargest(most, "gap")
    here = here[here[unit].isin(last[unit])]
    called = _called(over_time, unit)
    here = here.assign(series=here[unit], label=here[unit].map(called), focus=True, score=here["mean"])
    here = here.assign(low=here["mean_low"], high=here["mean_high"])
    places = {code: place for place, code in enumerate(last[unit])}
    here = here.assign(panel=here["label"], row_label=here["label"], place=here[unit].map(places))
    return here.sort_values(["place", "seq"], ignore_index=True)


def _called(over_time: pd.DataFrame, unit: str) -> dict[str, str]:
    if unit == "agency":
        known = over_time.dropna(subset="agency_name").sort_values("seq").drop_duplicates("agency", keep="last")
        return known.set_index("agency")["agency_name"].to_dict()
    return names({"sector": "sectors", "position": "positions"}[unit])


def title(cells: pd.DataFrame) -> str:
    """The finding: which indicator falls short for sure in most units, or that none does."""
    below = cells[cells["state"] == "below"]
    if below.empty:
        return t("competency_gaps.title_none")
    counts = below["indicator_name"].value_counts()
    most = counts[counts == counts.max()].index.min()
    units = cells["row"].nunique()
    return t("competency_gaps.title_some", indicator=most, n=formats.count(counts.max()), all=formats.count(units))
