"""Trends as one page: all agencies or one of them to pass on, and one for its head, which stays in the region."""

from dataclasses import replace

import pandas as pd

from data.export.sheet.sheet import KeyFigure, Part, Sheet
from pages.answers import outside, trends
from pages.answers.changes import last_changes, verdicts
from pages.answers.choice import Choice
from pages.answers.gaps import gaps
from pages.answers.needs.programmes import offered
from pages.answers.scores import agencies
from pages.ui import charts
from pages.ui.page import screen
from pages.ui.page.names import names, rows
from pages.ui.panel import evidence, sheets
from pages.ui.panel.tables import Column, counted, usual
from pages.ui.trends import frames
from pages.ui.words import formats, named, sentences, t

MOST = 6


def shared(choice: Choice) -> Sheet | None:
    """The view on screen. None of an agency that is being helped, or of fewer than ten people."""
    if choice.agency is None:
        return _everybody(choice)
    here = agencies(choice)
    here = here[(here["agency"] == choice.agency) & (here["period"] == choice.period)]
    if here.empty or not outside.large(here).all() or choice.agency in outside.helped(choice):
        return None
    title, lead = _finding(choice)
    parts = [_way(choice), _sure(choice), _indicators(choice, outside.LEAST)]
    return sheets.sheet(choice, title, lead, _stamp(choice, here), parts, _figures(choice, here))


def for_head(choice: Choice) -> Sheet | None:
    """Of one agency, for its head: its way over the years, how sure that is, its gaps, and what to train. With groups
    of five, as on screen; None where it has no figure."""
    here = agencies(choice)
    here = here[(here["agency"] == choice.agency) & (here["period"] == choice.period)]
    if here.empty or here["score"].isna().all():
        return None
    title, lead = _finding(choice)
    below = _gaps(choice)
    parts = [_way(choice), _sure(choice), _gap_table(below), _training(choice, below, here["sector"].iloc[0])]
    stamp, figures = _stamp(choice, here), _figures(choice, here)
    return sheets.sheet(choice, title, lead, stamp, parts, figures, mark=t("share.for_head"), leaves=False)


def _everybody(choice: Choice) -> Sheet | None:
    region, judged = frames.region_line(choice), frames.judged(choice)
    region = region[outside.large(region)]
    if region.empty:
        return None
    last = region.iloc[-1]
    parts = [
        sheets.chart(
            t("agency_trends.region_title", place=formats.plain(choice.region_name),
              measure=sentences.measure(choice), score=formats.number(last["score"]),
              period=formats.period(last["period"])),
            lambda look, lang: charts.trend(
                region, look, lang, band=frames.band(choice), height=280, **frames.notes(choice)
            ),
            t("agency_trends.band_note"),
        )
    ]  # fmt: skip
    good = judged[judged["verdict"].isin(sentences.GOOD) & ~judged["agency"].isin(outside.helped(choice))]
    if len(good):
        parts += _rising(choice, good, region)
    stamp = screen.stamp(
        choice, last["n_people"], last["weight_coverage"], period=last["period"], n_respondents=last["n_respondents"]
    )
    lead = t("agency_trends.lead", measure=sentences.measure(choice))
    return sheets.sheet(choice, sentences.trends_title(judged), lead, stamp, parts)


def _rising(choice: Choice, good: pd.DataFrame, region: pd.DataFrame) -> list[Part | None]:
    """The agencies that rise, with their way and the words of it; those of fewer than ten people are left out."""
    good = good[outside.large(good)].head(MOST)
    lines = [frames.own_line(choice, code) for code in good["agency"]]
    if not lines:
        return []
    panels = pd.concat(lines, ignore_index=True)
    panels = panels[outside.large(panels)]
    panels = panels.assign(
        panel=panels["agency"].map(dict(zip(good["agency"], good["sign"] + " " + good["short"], strict=True)))
    )
    heading = t("share.rising", n=formats.count(len(good)))
    told = [f"**{formats.plain(row.agency_name)}** {sentences.change_words(row)}" for row in good.itertuples()]
    if panels["seq"].nunique() < 2:
        return [sheets.said(heading, told)]
    drawn = sheets.chart(
        heading,
        lambda look, lang: charts.small_multiples(panels, look, lang, reference=region, columns=min(3, len(good))),
        t("agency_trends.panels_note"),
    )
    return [drawn, sheets.said(t("share.how_far"), told)]


def _finding(choice: Choice) -> tuple[str, str]:
    row = frames.row_of(frames.judged(choice), choice.agency)
    recent = frames.row_of(last_changes(choice), choice.agency)
    return sentences.trend_title(_name(choice), row, choice), sentences.trend_lead(row, choice, recent)


def _name(choice: Choice) -> str:
    return choice.labels.get("opd") or choice.agency or ""


def _stamp(choice: Choice, here: pd.DataFrame) -> str:
    own = here.iloc[0]
    return screen.stamp(
        choice, own["n_people"], own["weight_coverage"], own["staff_coverage"], n_respondents=own["n_respondents"]
    )


def _figures(choice: Choice, here: pd.DataFrame) -> tuple[KeyFigure, ...]:
    """The score with its range, how far from the region, the change, and who stands behind it."""
    own = here.iloc[0]
    whole = frames.region_line(choice)
    whole = whole.loc[whole["period"] == choice.period, "score"]
    known = not formats.missing(own["low"])
    reach = t("home.kpi_interval", low=formats.number(own["low"]), high=formats.number(own["high"])) if known else ""
    figures = [KeyFigure(formats.rich(sentences.measure(choice)), formats.number(own["score"]), reach)]
    if len(whole):
        apart = formats.signed(formats.difference(own["score"], whole.iloc[0]))
        figures.append(KeyFigure(t("share.apart"), apart, t("share.region_has", score=formats.number(whole.iloc[0]))))
    recent = frames.row_of(last_changes(choice), choice.agency) if choice.previous else None
    if recent is not None and recent.verdict != "insufficient":
        before = formats.period(choice.previous, short=True)
        low, high = formats.signed(recent.low_shown), formats.signed(recent.high_shown)
        figures.append(
            KeyFigure(t("home.kpi_change", before=before), formats.signed(recent.estimate),
                      t("home.kpi_interval", low=low, high=high), sentences.verdict(recent.verdict))
        )  # fmt: skip
    people = formats.answered(own["n_people"], own["n_respondents"])
    share = formats.percent(own["weight_coverage"])
    figures.append(KeyFigure(t("home.kpi_coverage"), share, people))
    return tuple(figures)


def _way(choice: Choice) -> Part | None:
    lines = frames.agency_lines(choice, None)
    mine = lines[(lines["series"] == choice.agency) & lines["focus"]]
    if mine.empty:
        return None
    wanted = trends.standard(choice)
    return sheets.chart(
        t("agency_trends.agency_title", measure=sentences.measure(choice), name=formats.plain(_name(choice)),
          score=formats.number(mine["score"].iloc[-1]), period=formats.period(mine["period"].iloc[-1])),
        lambda look, lang: charts.trend(
            lines, look, lang, band=frames.band(choice), target=wanted, height=300, **frames.notes(choice)
        ),
        t("agency_trends.band_note"),
    )  # fmt: skip


def _sure(choice: Choice) -> Part | None:
    """What the verdict in the title rests on, and what would change it."""
    about = evidence.claim_of(verdicts(choice, choice.period), choice.agency)
    if about is None:
        return None
    here = agencies(choice)
    here = here[(here["agency"] == choice.agency) & (here["period"] == choice.period)]
    own = here.iloc[0] if len(here) else pd.Series(dtype=object)
    lines = [f"{t('evidence.rests_on')} {evidence.as_line(evidence.facts_of(about, own))}"]
    if about.would_change:
        lines.append(f"{t('evidence.would_change')} {'; '.join(evidence.would_change(about))}.")
    return sheets.said(t("share.how_sure"), lines)


def _indicators(choice: Choice, least: int) -> Part | None:
    """One panel an indicator; points of fewer than `least` people are left out."""
    if choice.indicator is not None:
        return None
    parts = frames.indicator_panels(choice)
    parts = parts[~parts["focus"] | outside.large(parts)] if len(parts) else parts
    shown = parts[parts["panel"].isin(parts.loc[parts["focus"], "panel"])] if len(parts) else parts
    if shown.empty or shown["seq"].nunique() < 2:
        return None
    judged = shown.drop_duplicates("indicator")["verdict"]
    return sheets.chart(
        t("agency_trends.indicators_title", up=judged.eq("up").sum(), down=judged.eq("down").sum(), n=len(judged)),
        lambda look, lang: charts.small_multiples(shown, look, lang, columns=3),
        t("agency_trends.indicators_note"),
    )


def _gaps(choice: Choice) -> pd.DataFrame:
    """One row: one indicator of the agency with its gap, the largest first; as the page of gaps has them."""
    whole = replace(choice, agency=None, indicator=None)
    cells = gaps.cells(whole, "agency", gaps.unit_gaps(whole, "agency", False))
    mine = cells[(cells["agency"] == choice.agency) & cells["gap"].notna()]
    return mine.assign(
        indicator_name=mine["indicator"].map(names("indicators")),
        state_words=[t(f"gap_state.{code}") for code in mine["state"]],
        range_words=[sheets.ends(row.gap_low, row.gap_high) for row in mine.itertuples()],
    ).sort_values("gap", ascending=False, kind="stable")


def _gap_table(below: pd.DataFrame) -> Part | None:
    columns = [
        *usual("indicator"), Column("mean", t("competency_gaps.mean"), "score"),
        Column("standard", t("competency_gaps.standard"), "score"), Column("gap", t("competency_gaps.gap"), "score"),
        Column("range_words", t("evidence.range")), *counted(below),
        Column("state_words", t("table.verdict")),
    ]  # fmt: skip
    return sheets.table(t("share.gaps", n=int(below["state"].eq("below").sum())), below, columns)


def _training(choice: Choice, below: pd.DataFrame, sector: str) -> Part | None:
    """What could be trained for each gap that is sure: the two programmes that work on it most."""
    sure = below[below["state"] == "below"]
    called = rows("programmes").set_index("code")
    lines = []
    for row in sure.itertuples():
        codes = offered(choice, row.indicator, sector)
        offers = "; ".join(formats.plain(named(called.loc[code])) for code in codes)
        lines.append(f"**{formats.plain(row.indicator_name)}**: {offers or t('share.no_programme')}")
    return sheets.said(t("share.training"), lines, none=t("share.nothing_to_train"), note=t("share.training_note"))
