"""The filter bar: what is shown, as codes in the URL, checked against what exists.

`bar("sektor", "opd")` draws the bar with the filters a page wants and answers with a `Choice`. Codes of a URL that do
not exist here are ignored, with a notice. On a phone the bar folds into one button with the number of active filters.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from pages.answers.choice import Choice, series
from pages.answers.choice import choose as of_codes
from pages.ui.page import address, cached, first_start
from pages.ui.page.names import names, renamed
from pages.ui.page.remember import remembered, worded
from pages.ui.words import formats, t


def bar(*wanted: str, empty: dict[str, str] | None = None, more: Callable[[], None] | None = None) -> Choice | None:
    """Draw the filters `wanted` (parameters of the URL beside region and period); None when nothing is published.

    The first two of `wanted` stand in the row; the others open from one button, so that the bar stays one line. empty:
    what "no choice" of a filter is called where the usual words do not fit. more: draws a box of the page's own in the
    row.
    """
    regions = _regions()
    if not regions:
        return None
    fold = "open" if st.session_state.get("filters_open") else "folded"
    fold_button = st.container(key="filters_fold")
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"filters_{fold}"):
        region = choose(
            "daerah", {code: own.name for code, own in regions.items()}, default=_largest(first_start.making() is None)
        )
        here = regions[region]
        period = choose("periode", here.periods)
        chosen = Choice(region, here.name, period, here.series[period], period in here.demo, cached.READER)
        places = _places(wanted, more)
        for name in FIELDS:  # a sector narrows the agencies to choose from
            if name in wanted:
                with places[name]:
                    chosen = _narrow(chosen, name, (empty or {}).get(name, t(f"filter.{name}_all")))
        active = [name for name in wanted if getattr(chosen, FIELDS[name]) is not None]
        if address.can_undo():
            st.button(t("filter.undo"), key="filter_undo", on_click=address.undo, type="tertiary")
        if active:
            st.button(t("filter.reset", n=len(active)), key="filter_reset", on_click=address.reset, type="tertiary")
    words = t("filter.fold", place=here.name, period=formats.period(period, short=True), n=len(active))
    fold_button.button(words, key="filter_fold", on_click=_toggle_fold, width="stretch")
    narrowed = (f"{t(f'filter.{name}')}: {chosen.labels[name]}" for name in active)
    with st.container(key="filters_printed"):  # paper has no controls to read the choice from
        st.caption(formats.plain(" · ".join([here.name, formats.period(period), *narrowed])))
    return chosen


def _places(wanted: tuple[str, ...], more: Callable[[], None] | None) -> dict[str, object]:
    """Where each filter is drawn, in the order of `wanted`; a page's own box takes the place of one in the row."""
    in_row = IN_ROW - bool(more)
    front, rest = wanted[:in_row], wanted[in_row:]
    places = {name: st.container(width=FIELD_WIDTH.get(name, 190)) for name in front}
    if more:
        more()
    if rest:
        chosen = sum(address.get(name) is not None for name in rest)
        words = t("filter.more", n=chosen) if chosen else t("filter.more_none")
        places |= dict.fromkeys(rest, st.popover(words, key="filters_more"))
    return places


def view() -> Choice | None:
    """What a page without filters is seen in: region and period of the address, or those a first visit starts with."""
    published = cached.ask("published")
    published = published[~published["withdrawn"]]
    if published.empty:
        return None
    region = address.get("daerah")
    region = region if region in set(published["region"]) else _largest(first_start.making() is None)
    here = published[published["region"] == region].sort_values(["starts", "cadence"], ascending=False)
    period = address.get("periode")
    return of_codes(cached.READER, region, period if period in set(here["period"]) else here["period"].iloc[0])


IN_ROW = 2
FIELDS = {"sektor": "sector", "opd": "agency", "jabatan": "position", "indikator": "indicator", "sumber": "source"}


def choose(name: str, options: dict[str, str], default: str | None = None, empty: str | None = None) -> str | None:
    """One select box over `options` (code -> label) that keeps its code in the URL under `name`.

    `empty` is the label of "no choice"; without it `default` (or the first option) is chosen and written to the URL, so
    that a saved link does not change meaning when a newer period arrives. A code that does not exist is dropped.
    """
    code = address.get(name)
    if code is not None and code not in options:
        address.settle(name, None)
        st.session_state.setdefault("ignored", []).append((name, code))
        code = None
    if empty is None and options and (code is None or address.follows(name)):
        code = default or next(iter(options))
        address.settle(name, code, follow=first_start.making() is not None)
    key = f"choose_{name}"
    st.session_state[key] = code or ""
    st.selectbox(
        t(f"filter.{name}"),
        ["", *options] if empty is not None else list(options),
        key=key,
        format_func=lambda value: options.get(value, empty or ""),
        on_change=lambda: address.put(name, st.session_state[key] or None),
        width=FIELD_WIDTH.get(name, 190),
    )
    return code


FIELD_WIDTH = {"daerah": 235, "banding": 300, "periode": 175, "opd": 230, "indikator": 210, "pola": 280,
               "satuan": 195, "kelompok": 300}  # fmt: skip


def switch(name: str) -> bool:
    """A switch that keeps itself in the URL under `name`."""
    key = f"switch_{name}"
    st.session_state[key] = address.get(name) == "ya"
    st.toggle(
        t(f"filter.{name}"),
        key=key,
        on_change=lambda: address.put(name, "ya" if st.session_state[key] else None, False),
    )
    return st.session_state[key]


def notices() -> None:
    """Say which codes of the URL were ignored in this run."""
    for name, code in st.session_state.pop("ignored", []):
        st.info(t("filter.ignored", field=t(f"filter.{name}"), code=formats.plain(code[:24])))


@dataclass(frozen=True)
class _Region:
    """A region with published periods: code -> what it is called, newest first; series: of each, the periods of its
    cadence; demo: those that stand on demo data."""

    name: str
    periods: dict[str, str]
    series: dict[str, tuple[str, ...]]
    demo: frozenset[str]


@worded
def _regions() -> dict[str, _Region]:
    published = cached.ask("published")
    published = published[~published["withdrawn"]]
    called = dict(zip(published["region"], published["region_name"].fillna(published["region"]), strict=True))
    regions = {}
    for code, name in called.items():
        here = published[published["region"] == code]
        newest_first = here.sort_values(["starts", "cadence"], ascending=False)["period"]
        periods = {period: formats.period(period) for period in newest_first}
        demo = frozenset(here.loc[here["demo"], "period"])
        regions[code] = _Region(name, periods, {period: series(here, period) for period in periods}, demo)
    return regions


@worded
def _largest(demo_is_made: bool) -> str:
    """The region with most people: where a first visit starts. Where no region has a composite, the first. Asked again
    when the demo has been made, as then it is among all regions."""
    ready = first_start.whole(cached.ask("published").query("not withdrawn"))
    people = cached.ask("region_scores", periods=sorted(set(ready["period"])))
    by_size = people.sort_values(["n_people", "region"], ascending=[False, True])["region"]
    by_size = by_size[by_size.isin(ready["region"])]
    return by_size.iloc[0] if len(by_size) else min(ready["region"])


def _narrow(chosen: Choice, name: str, empty: str) -> Choice:
    options = OPTIONS[name](chosen)
    goes_on = renamed(chosen.region) if name == "opd" else {}
    if address.get(name) in goes_on:  # a link from before the agency got its new code
        address.settle(name, goes_on[address.get(name)])
    code = choose(name, options, empty=empty)
    labels = {**chosen.labels, name: options[code]} if code else chosen.labels
    return replace(chosen, **{FIELDS[name]: code, "labels": labels})


@remembered
def _sectors(chosen: Choice) -> dict[str, str]:
    here = set(cached.ask("sector_scores", region=chosen.region, periods=[chosen.period])["sector"])
    return {code: name for code, name in names("sectors").items() if code in here}


@remembered
def _agencies(chosen: Choice) -> dict[str, str]:
    sectors = [chosen.sector] if chosen.sector else None
    scores = cached.ask("agency_scores", region=chosen.region, periods=list(chosen.periods), sectors=sectors)
    scores = scores.assign(agency=scores["agency"].replace(renamed(chosen.region)))
    newest = scores.sort_values("seq").drop_duplicates("agency", keep="last").sort_values("agency_name")
    return dict(zip(newest["agency"], newest["agency_name"], strict=True))


@remembered
def _positions(chosen: Choice) -> dict[str, str]:
    here = set(cached.ask("agency_positions", region=chosen.region, periods=[chosen.period])["position"])
    return {code: name for code, name in names("positions").items() if code in here}


@remembered
def _indicators(chosen: Choice) -> dict[str, str]:
    here = set(cached.ask("sector_indicators", region=chosen.region, periods=[chosen.period])["indicator"])
    return {code: name for code, name in names("indicators").items() if code in here}


def _sources(_: Choice) -> dict[str, str]:
    return names("sources")


OPTIONS: dict[str, Callable[[Choice], dict[str, str]]] = {
    "sektor": _sectors,
    "opd": _agencies,
    "jabatan": _positions,
    "indikator": _indicators,
    "sumber": _sources,
}


def _toggle_fold() -> None:
    st.session_state["filters_open"] = not st.session_state.get("filters_open", False)
