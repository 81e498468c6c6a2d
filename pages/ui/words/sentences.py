"""Sentences from figures and verdicts: a verb of change only where the verdict allows one, numbers as on screen."""

import pandas as pd

from pages.answers import reference
from pages.answers.choice import Choice
from pages.ui.words import formats, named, t

SIGNS = {
    "up": "▲", "likely_up": "△", "down": "▼", "likely_down": "▽", "uncertain": "○", "insufficient": "·",
    "above998": "◆", "below998": "◆",
}  # fmt: skip
"""What stands beside a verdict or a place in the funnel, so that colour is never alone."""
GOOD = ("up", "likely_up", "above998")
"""Verdicts and places an agency may be named for where a page is passed on."""
TONE = {"up": "good", "likely_up": "", "down": "bad", "likely_down": "", "above998": "good", "below998": "bad"}


def verdict(code: str) -> str:
    """The fixed words of a verdict."""
    return t(f"verdict.{code}")


_NEAR_END = 8.0
"""Points from an end of the scale within which a figure says that it may be a bound: twice what that of five people
keeps from it. It follows from the figure as shown and nothing else, so the extreme and its neighbours say the same."""


def _signs(row) -> list[str]:
    waits = not formats.missing(row.held) and bool(row.held)
    near = not formats.missing(row.score) and not _NEAR_END < round(row.score, 1) < 100 - _NEAR_END
    return [name for name, holds in (("held", waits), ("near_end", near)) if holds]


def notes(row) -> list[str]:
    """The signs of one figure: that a correction of it waits, that it is near an end of the scale."""
    return [t(f"note.{name}") for name in _signs(row)]


def why(frame: pd.DataFrame) -> str:
    """One sentence for each sign some figure of the frame has; begins with a space, empty without any."""
    there = {name for row in frame.itertuples() for name in _signs(row)}
    return "".join(" " + t(f"note.{name}_why") for name in ("held", "near_end") if name in there)


def measure(choice: Choice) -> str:
    """What the score on this page is: the composite, or the chosen indicator, of the chosen source."""
    what = choice.labels.get("indikator") or t("sentence.composite")
    return t("sentence.of_source", what=what, source=choice.labels["sumber"]) if choice.source else what


def ends(scores: pd.Series) -> dict[str, str]:
    """The lowest and the highest of some scores, for a title that says how far they reach."""
    return {"low": formats.number(scores.min()), "high": formats.number(scores.max())}


def reach(key: str, scores: pd.Series, **values: str) -> str:
    """The title `key` with how far scores reach; `key`_one where all are shown as the same figure."""
    scored = ends(scores)
    return t(f"{key}_one" if scored["low"] == scored["high"] else key, **scored, **values)


def about(choice: Choice, n_people: float | None = None, n_respondents: float | None = None) -> str:
    """What a chart shows, for the line under its title: measure, period, people rated, respondents."""
    people = formats.answered(n_people, n_respondents)
    return " · ".join(filter(None, (formats.plain(measure(choice)), formats.period(choice.period), people))) + ". "


def place_of(choice: Choice) -> str:
    """Whom a figure over all chosen agencies is about: the region, or a sector or position group of it."""
    return ", ".join(
        [*(choice.labels[name] for name in ("sektor", "jabatan") if name in choice.labels), choice.region_name]
    )


def region_title(choice: Choice, score: float, change: pd.DataFrame) -> str:
    """The finding about a region: its score, and what may be said about its change."""
    place = formats.plain(place_of(choice))
    if formats.missing(score):
        return t("sentence.region_none", place=place)
    value = formats.number(score)
    if choice.previous is None or change.empty:
        return t("sentence.region_score", place=place, score=value)
    direction = change["verdict"].iloc[0]
    key = "insufficient" if direction == "insufficient" else "uncertain" if direction == "uncertain" else "moved"
    before = formats.period(choice.previous)
    return t(
        f"sentence.region_{key}",
        place=place,
        score=value,
        verdict=region_verdict(choice, change.iloc[0]),
        before=before,
    )


def region_verdict(choice: Choice, row: pd.Series) -> str:
    """What may be said about the region's change; where sources came or went, by which of them it is said."""
    if not row["of_sources"]:
        return verdict(row["verdict"])
    sources = reference.rows(choice.ask, "sources").set_index("code")
    called = ", ".join(formats.plain(named(sources.loc[code])) for code in row["of_sources"])
    return t("sentence.by_shared_sources", verdict=verdict(row["verdict"]), sources=called)


def change_words(row) -> str:
    """One change with its interval: "+1,2 (0,3 sampai 2,1): kemungkinan naik"."""
    if row.verdict == "insufficient":
        return verdict(row.verdict)
    return t(
        "sentence.change",
        change=formats.signed(row.estimate),
        low=formats.signed(row.low_shown),
        high=formats.signed(row.high_shown),
        verdict=verdict(row.verdict),
    )


def trends_title(judged: pd.DataFrame) -> str:
    """How many agencies moved for sure, how many probably."""
    if judged.empty:
        return t("agency_trends.page")
    seen = judged["verdict"]
    if not seen.isin(["up", "down", "likely_up", "likely_down"]).any():
        return t("sentence.trends_none", all=len(judged))
    return t(
        "sentence.trends",
        up=seen.eq("up").sum(),
        down=seen.eq("down").sum(),
        likely=seen.isin(["likely_up", "likely_down"]).sum(),
        all=len(judged),
    )


def trend_title(name: str, row, choice: Choice) -> str:
    """The finding about one agency."""
    name = formats.plain(name)
    if row is None or row.verdict == "insufficient":
        return t("sentence.agency_insufficient", name=name)
    if row.verdict == "uncertain":
        return t("sentence.agency_uncertain", name=name)
    return t("sentence.agency_moved", name=name, verdict=verdict(row.verdict))


def trend_lead(row, choice: Choice, recent=None) -> str:
    """Why the verdict on a series is what it is: slope or difference, interval, number of periods.

    `recent`: the judged change since the period before, said too where the verdict is about the whole series.
    """
    if row is None or row.verdict == "insufficient":
        return t("sentence.lead_insufficient", n=0 if row is None else row.n_periods)
    key = f"lead_{row.metric}"
    words = t(
        f"sentence.{key}",
        change=formats.signed(row.estimate),
        low=formats.signed(row.low_shown),
        high=formats.signed(row.high_shown),
        n=row.n_periods,
        people=formats.count(row.n_people),
        before=formats.period(choice.previous) if choice.previous else formats.MISSING,
    )
    why = row.cap_reason
    held = (row.verdict.startswith("likely") and isinstance(why, str)) or why == "ends"
    words = f"{words} {t(f'why.{why}')}" if held else words
    if row.metric != "trend" or recent is None or recent.verdict == "insufficient":
        return words
    before = formats.period(choice.previous)
    return f"{words} {t('sentence.lead_recent', before=before, change=change_words(recent))}"


def whole_of(choice: Choice) -> str:
    """What an agency's place is told from: the region, or the part the filters leave, whose mean is then the centre."""
    narrowed = [choice.labels[name] for name in ("sektor", "jabatan") if name in choice.labels]
    return formats.plain(", ".join(narrowed)) or t("signal.region")


def signal(row, name: str, whole: str) -> str:
    """One line of "what changed"; `whole` as in `whole_of`."""
    name = formats.plain(name)
    if row.kind == "place":
        return t(f"signal.{row.place}", name=name, gap=formats.signed(row.estimate), whole=whole)
    key = "signal.trend" if row.kind == "trend" and row.n_periods > 2 else "signal.change"
    return t(key, name=name, verdict=verdict(row.verdict), change=formats.signed(row.estimate), n=row.n_periods)


def compared_title(here: pd.DataFrame) -> str:
    """The finding of a comparison: who stands outside, or that nobody does."""
    if here["funnel"].eq("none").all():
        return t(f"sentence.title_{_why_nobody(here) or 'intervals'}", n=len(here))
    outside = here[here["tone"] != ""]
    if outside.empty:
        return t("sentence.title_nobody")
    named = ", ".join(formats.plain(label) for label in outside["label"].head(3))
    more = t("sentence.and_more", n=len(outside) - 3) if len(outside) > 3 else ""
    return t("sentence.title_outside", names=named + more, n=len(outside))


def without_range(here: pd.DataFrame) -> bool:
    """Whether no agency's score has a range: a reason other than too few."""
    return bool(here["low"].isna().all())


def _why_nobody(here: pd.DataFrame) -> str | None:
    """Why scores without a range have none: no_range, the composite of one source; no_spread, nobody knows how far the
    answers behind them spread. None where they have one."""
    if not without_range(here):
        return None
    composite_of_one = here["indicator"].eq("*") & here["source"].ne("all")
    return "no_range" if composite_of_one.all() else "no_spread"


def compared(funnel: pd.DataFrame) -> str:
    """How many agencies differ from the region by more than chance."""
    if funnel["funnel"].eq("none").all():
        return t(f"sentence.compare_{_why_nobody(funnel) or 'none'}")
    above, below = funnel["funnel"].eq("above998").sum(), funnel["funnel"].eq("below998").sum()
    key = "nobody" if above + below == 0 else "some"
    return t(f"sentence.compare_{key}", above=above, below=below, all=funnel["funnel"].ne("none").sum())
