"""The frames the trend page draws, from `answers`: lines with labels, the peers, notes, panels."""

import pandas as pd

from analytics.trends.peers import middle_band
from pages.answers import changes, scores, trends
from pages.answers.choice import Choice
from pages.ui.page import names
from pages.ui.page.remember import remembered
from pages.ui.words import formats, named, sentences, t

MOST_PANELS = 6


@remembered
def judged(choice: Choice) -> pd.DataFrame:
    """`changes.judged` in words: one row is one agency, the strongest evidence first."""
    return with_words(changes.judged(choice))


def with_words(judged: pd.DataFrame) -> pd.DataFrame:
    """Judged rows with verdict_words and sign."""
    return judged.assign(
        verdict_words=[sentences.verdict(code) for code in judged["verdict"]],
        sign=judged["verdict"].map(sentences.SIGNS),
    )


def row_of(verdicts: pd.DataFrame, agency: str):
    """The judged row of one agency as a named tuple, or None."""
    rows = verdicts[verdicts["agency"] == agency]
    return next(rows.itertuples(), None)


@remembered
def region_line(choice: Choice) -> pd.DataFrame:
    """One row: the region in one period, as the one line in focus."""
    known = scores.region(choice).dropna(subset="score")
    known = known.assign(joined=~known["period"].isin(scores.region_breaks(choice, scores.agencies(choice))))
    return known.assign(series=choice.region, label=t("filter.daerah"), focus=True)


@remembered
def agency_lines(choice: Choice, other: str | None) -> pd.DataFrame:
    """One row: the chosen agency (or the one compared with) in one period, in focus; or the region (grey)."""
    happened = scores.events(choice, choice.agency)
    parts = [region_line(choice).assign(focus=False)]
    for code in filter(None, (choice.agency, other)):
        mine = own_line(choice, code)
        parts.append(mine.assign(note=[_note(row, happened) for row in mine.itertuples()]))
    return pd.concat([*parts[1:], parts[0]], ignore_index=True)


@remembered
def with_events(choice: Choice) -> pd.DataFrame:
    """`region_line` with what happened in each period as note."""
    region = region_line(choice)
    happened = scores.events(choice)
    events = [happened[happened["period"] == code] for code in region["period"]]
    notes = ["; ".join(named(event) for _, event in here.iterrows()) for here in events]
    return region.assign(note=[note or formats.MISSING for note in notes])


def _note(row, happened: pd.DataFrame) -> str:
    parts = [_break(row)] if isinstance(row.starts_because, str) else []
    parts += [named(event) for _, event in happened[happened["period"] == row.period].iterrows()]
    parts += [t("note.merged")] if row.merged else []
    return "; ".join(parts + sentences.notes(row)) or formats.MISSING


def band(choice: Choice) -> pd.DataFrame | None:
    """`peers.middle_band` of the agencies, behind a line; None with fewer than five."""
    middle = middle_band(scores.history(choice))
    return None if middle.empty else middle


def notes(choice: Choice) -> dict[str, pd.DataFrame]:
    """Events and breaks for the trend chart."""
    happened = scores.events(choice, choice.agency)
    happened = happened[happened["period"].isin(choice.periods)]
    happened = happened.assign(name=[named(row) for _, row in happened.iterrows()])
    everybody = scores.history(choice)
    mine = everybody[everybody["agency"] == choice.agency] if choice.agency else everybody.iloc[:0]
    cuts = mine[mine["starts_because"].notna()]
    cuts = cuts.assign(reason=[_reason(row) for row in cuts.itertuples()])
    if not choice.agency:
        whole = region_line(choice)
        cuts = whole[~whole["joined"]].assign(reason=t("break.instrument"))
    return {"events": happened[["seq", "name"]], "breaks": cuts[["seq", "reason"]]}


def _break(row) -> str:
    """What a series starts anew for; of another form both."""
    what = t(f"break.{row.starts_because}")
    return f"{what}: {row.starts_with}" if row.starts_because == "instrument" else what


def _reason(row) -> str:
    return str(row.starts_with) if row.starts_because == "break" and row.starts_with else _break(row)


@remembered
def agency_panels(choice: Choice) -> pd.DataFrame:
    """One row: one of the few agencies with the strongest evidence, in one period; the panel is named with its sign."""
    few = judged(choice).head(MOST_PANELS)
    if few.empty:
        return few
    shown = pd.concat([own_line(choice, code) for code in few["agency"]])
    titles = dict(zip(few["agency"], few["sign"] + " " + few["short"], strict=True))
    places = {code: place for place, code in enumerate(few["agency"])}
    shown = shown.assign(
        panel=shown["agency"].map(titles),
        verdict_words=shown["agency"].map(few.set_index("agency")["verdict_words"]),
        place=shown["agency"].map(places),
    )
    return shown.sort_values(["place", "seq"], ignore_index=True)


@remembered
def indicator_panels(choice: Choice) -> pd.DataFrame:
    """One row: one indicator of the agency (in focus) or of the region (thin) in one period; strongest evidence first,
    the verdict's sign in the panel's name."""
    both = trends.by_indicator(choice)
    own = both["agency"].notna()
    called = both["indicator"].map(names.weighted_indicators())
    return with_words(both).assign(
        key=both["indicator"],
        series=both["agency"].fillna("region"),
        label=both["short"].where(own, t("filter.daerah")),
        focus=own,
        indicator_name=called,
        panel=both["verdict"].map(sentences.SIGNS) + " " + called,
        note=["; ".join(sentences.notes(row)) or formats.MISSING for row in both.itertuples()],
    )


def own_line(choice: Choice, agency: str) -> pd.DataFrame:
    """One row: one period in which the agency has a score, with its interval, as a line in focus."""
    mine = trends.own_history(choice, agency)
    return mine.assign(series=agency, label=mine["short"], focus=True)
