"""The frames of the competency page: the gaps of each unit, and one indicator in depth."""

import dataclasses

import numpy as np
import pandas as pd

from analytics.comparison.intervals import load_of_groups, ranged
from analytics.gaps.gaps import gaps, mixed_standards
from pages.answers.choice import Choice
from pages.ui.page import address, cached
from pages.ui.page.filters import choose
from pages.ui.page.names import names, valid
from pages.ui.page.remember import remembered
from pages.ui.panel.tables import Column, counted, usual
from pages.ui.scores import figures
from pages.ui.words import formats, t

UNITS = ("sector", "agency", "position")
_LOADS = ["region", "period", "indicator", "source", "n_people", "n_raters", "sum_nr2"]


def standards(period: str) -> pd.DataFrame:
    """position, indicator, standard: the reference rows valid in `period`."""
    found = valid("standards", period)[["position", "indicator", "standard"]]
    return found.assign(standard=pd.to_numeric(found["standard"]))


@remembered
def group_gaps(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency x position group and indicator in `period` with its gap, all groups of the region in which
    anybody was rated: what citizens say of an agency is no news of one of its groups."""
    asked = {**choice.query("agencies", "indicator", "sectors", "positions"), "periods": [period]}
    groups = cached.ask("group_indicators", **asked).dropna(subset="n_people")
    scores = _with_intervals(choice, groups, "agency", [period])
    return gaps(scores, standards(period), _spread(choice, [period])) if len(scores) else _no_gaps(scores)


@remembered
def unit_gaps(choice: Choice, unit: str, whole_history: bool) -> pd.DataFrame:
    """One row: one unit (sector, agency or position), indicator and period with its gap, under the page's filters.

    The standard of a unit is the head-count mean of its positions' standards: in each period those valid then, heads
    over all periods asked, since the positions of a merged group are not known in every one.
    """
    asked = choice.query("indicator", "agencies", periods=whole_history)
    periods = asked["periods"]
    groups = cached.ask("group_indicators", **asked)
    if groups.empty:
        return _no_gaps(groups)
    people = _heads(groups, "region", "agency", "sector", "position", "period")
    if unit == "position":
        groups = groups.dropna(subset="n_people")  # a survey of an agency is no news of its positions
        if groups.empty:
            return _no_gaps(groups)
        scores = _pooled(_with_intervals(choice, groups, "agency", periods), "position")
    else:
        query = {"agency": "indicator_scores", "sector": "sector_indicators"}[unit]
        scores = _with_intervals(choice, cached.ask(query, **asked), unit, periods)
    wanted = [_standards_of(people, unit, period).assign(period=period) for period in periods]
    shares = cached.ask("share_below", region=choice.region, periods=periods) if unit == "agency" else None
    if shares is not None and (choice.position or choice.source):
        shares = None  # released for all positions and sources together only
    return gaps(scores, pd.concat(wanted, ignore_index=True), _spread(choice, periods), shares, by=(unit,))


def _standards_of(people: pd.DataFrame, unit: str, period: str) -> pd.DataFrame:
    known = standards(period)
    return known if unit == "position" else mixed_standards(people, known, unit)


def cells(choice: Choice, unit: str, found: pd.DataFrame) -> pd.DataFrame:
    """`unit_gaps` of the chosen period as the heat map and its table take it, weakest units first.

    value: mean minus standard as both are shown, so that a shortfall is negative; gap follows it; certain: below or met
    for sure.
    """
    called = _called(found, unit)
    brief = names("sectors", short=True) if unit == "sector" else called
    indicators = names("indicators")
    here = found[(found["period"] == choice.period) & found["indicator"].isin(indicators)]
    here = here[(here["state"] != "no_standard") & here[unit].isin(called)]
    weakest = here.groupby(unit)["gap"].mean().sort_values(ascending=False)
    order = {code: at for at, code in enumerate(indicators)}
    here = here.assign(
        row=here[unit],
        row_label=here["short"].fillna(here[unit]) if unit == "agency" else here[unit].map(brief),
        unit_name=here[unit].map(called),
        column=here["indicator"],
        column_label=here["indicator"].map(indicators),
        column_short=here["indicator"],
        indicator_name=here["indicator"].map(indicators),
        value=[formats.difference(row.mean, row.standard) for row in here.itertuples()],
        certain=here["state"].isin(["below", "met"]),
        at=here["indicator"].map(order),
        place=here[unit].map({code: at for at, code in enumerate(weakest.index)}),
    )
    here["value_low"], here["value_high"] = here["mean_low"] - here["standard"], here["mean_high"] - here["standard"]
    here["gap"] = (-here["value"]).clip(lower=0)
    here = here.assign(
        state_words=[t(f"gap_state.{code}") for code in here["state"]],
        share_words=[_share(row) for row in here.itertuples()],
    )
    return here.sort_values(["place", "at"], ignore_index=True)


def columns(unit: str, cells: pd.DataFrame) -> list[Column]:
    """The table under `cells`, the gaps of `unit`."""
    return [
        Column("unit_name", t(f"table.{unit}")),
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


def key(cells: pd.DataFrame) -> str:
    """What the column codes stand for, and how to read the colours."""
    each = cells.drop_duplicates("column")
    codes = " · ".join(f"**{code}** {name}" for code, name in zip(each["column"], each["column_label"], strict=True))
    return f"{t('competency_gaps.heat_note')}  \n{codes}"


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
    choose("satuan", {unit: t(f"table.{unit}") for unit in UNITS}, default="agency")


def unit() -> str:
    """The unit chosen."""
    return address.get("satuan") or "agency"


def picks(cells: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What `shell.cell_picker` offers: the rows of the heat map by name, and its columns."""
    rows = cells.drop_duplicates("row").sort_values("unit_name")
    columns = cells.drop_duplicates("column")
    return {
        "rows": dict(zip(rows["row"], rows["unit_name"], strict=True)),
        "indicators": dict(zip(columns["column"], columns["column_label"], strict=True)),
    }


def detail(unit: str, row: str, indicator: str) -> dict[str, str]:
    """Page and view behind one cell: an agency's trend, or the agencies of that sector or with that position."""
    if unit == "agency":
        return {"page": "agency_trends", "opd": row, "indikator": indicator}
    narrowed = {"sector": "sektor", "position": "jabatan"}[unit]
    return {"page": "competency_gaps", "satuan": "agency", narrowed: row, "indikator": indicator}


def asked(cells: pd.DataFrame) -> tuple[float, float]:
    """Rated people and respondents behind the cells shown: of each unit, those of its largest cell; NaN for nobody."""
    most = cells.groupby("row")[["n_people", "n_respondents"]].max().astype(float)
    return tuple(most.sum(min_count=1))


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


def sources(choice: Choice) -> pd.DataFrame:
    """One row: one source's mean of the chosen indicator over the chosen agencies beside the standard, as dumbbells;
    with its interval where its spread is known."""
    asked = choice.query("indicator", "source")
    people = _heads(cached.ask("group_indicators", **asked), "region", "indicator", "agency", "position")
    wanted = mixed_standards(people, standards(choice.period), "region")
    wanted = wanted.set_index("indicator")["standard"]
    found = []
    for code, name in names("sources").items():
        scores = figures.region(dataclasses.replace(choice, source=code))
        found.append(scores[scores["period"] == choice.period].assign(source=code, source_name=name))
    frame = pd.concat(found, ignore_index=True).dropna(subset="score")
    frame = frame.assign(standard=wanted.get(choice.indicator))
    return frame.assign(key=frame["source"], label=frame["source_name"], one=frame["standard"], two=frame["score"])


def history(found: pd.DataFrame, unit: str, indicator: str, most: int = 8) -> pd.DataFrame:
    """One row: one unit in one period on one indicator; the units with the largest gap in the latest period."""
    here = found[(found["indicator"] == indicator) & found["gap"].notna()]
    last = here[here["seq"] == here["seq"].max()].nlargest(most, "gap")
    here = here[here[unit].isin(last[unit])]
    called = _called(found, unit)
    here = here.assign(series=here[unit], label=here[unit].map(called), focus=True, score=here["mean"])
    here = here.assign(low=here["mean_low"], high=here["mean_high"])
    place = {code: at for at, code in enumerate(last[unit])}
    here = here.assign(panel=here["label"], row_label=here["label"], at=here[unit].map(place))
    return here.sort_values(["at", "seq"], ignore_index=True)


def _called(found: pd.DataFrame, unit: str) -> dict[str, str]:
    if unit == "agency":
        known = found.dropna(subset="agency_name").sort_values("seq").drop_duplicates("agency", keep="last")
        return known.set_index("agency")["agency_name"].to_dict()
    return names({"sector": "sectors", "position": "positions"}[unit])


def _spread(choice: Choice, periods: list[str]) -> pd.DataFrame:
    found = cached.ask("spread", region=choice.region, periods=periods, source=choice.source or "all")
    return found.drop(columns=["snapshot_id"])


def _with_intervals(choice: Choice, scores: pd.DataFrame, by: str, periods: list[str]) -> pd.DataFrame:
    source = choice.source or "all"
    loads = cached.ask("rater_load", region=choice.region, periods=periods, source=source)
    if by == "sector" and len(loads):
        known = cached.ask("agency_scores", region=choice.region, periods=periods)[["agency", "sector"]]
        loads = load_of_groups(loads, known.drop_duplicates("agency"), "sector")
    loads = loads[[*_LOADS, by]] if by in loads else pd.DataFrame(columns=[*_LOADS, by])
    return ranged(scores.assign(source=source), _spread(choice, periods), loads, by)


def _heads(groups: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """The people by which the standards of positions are weighed: everybody in the group, rated on it or not."""
    return groups.groupby(list(keys), as_index=False)["heads"].max().rename(columns={"heads": "n_people"})


def _pooled(scores: pd.DataFrame, by: str) -> pd.DataFrame:
    """Head-count means over agencies, which share no raters; without a range where one of them has none."""
    weighted = scores.assign(total=scores["score"] * scores["heads"], square=(scores["se"] * scores["heads"]) ** 2)
    groups = weighted.groupby(["region", "period", "seq", by, "indicator"], as_index=False)
    sums = groups[["total", "square", "heads", "n_people", "n_respondents"]].sum(min_count=1)
    square = sums["square"].where(groups["square"].count()["square"] == groups.size()["size"])
    return sums.assign(score=sums["total"] / sums["heads"], se=np.sqrt(square) / sums["heads"])


def _no_gaps(scores: pd.DataFrame) -> pd.DataFrame:
    columns = ["standard", "mean", "mean_low", "mean_high", "gap", "gap_low", "gap_high", "p_gap", "share_below"]
    return scores.assign(**{name: pd.Series(dtype=float) for name in columns}, state="", share_kind="none")


def title(cells: pd.DataFrame) -> str:
    """The finding: which indicator falls short for sure in most units, or that none does."""
    below = cells[cells["state"] == "below"]
    if below.empty:
        return t("competency_gaps.title_none")
    counts = below["indicator_name"].value_counts()
    most = counts[counts == counts.max()].index.min()
    units = cells["row"].nunique()
    return t("competency_gaps.title_some", indicator=most, n=formats.count(counts.max()), all=formats.count(units))
