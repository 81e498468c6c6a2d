"""An agency among those like it: similar size, positions and sector; the score as it is and with the region's mix."""

import pandas as pd
import streamlit as st

from analytics.comparison.adjust import LEAST_R2, adjusted_for_positions
from analytics.comparison.similar import peer_band, similar_agencies
from pages.answers.choice import Choice
from pages.ui.comparison import frames, position_means
from pages.ui.page import cached, filters, screen
from pages.ui.page.remember import remembered
from pages.ui.panel import tables
from pages.ui.panel.tables import Column, counted, usual
from pages.ui.scores import figures
from pages.ui.words import formats, sentences, t


def show(choice: Choice) -> None:
    """A fold; nothing in it is worked out before it is opened."""
    with st.expander(t("similar.title"), key="similar", on_change="rerun") as opened:
        if not opened.open:
            return
        here = frames.everybody(choice)
        options = dict(zip(here["agency"], here["agency_name"], strict=True))
        agency = filters.choose("opd", options, empty=t("similar.choose"))
        if agency is None:
            st.markdown(t("similar.why"))
            return
        found = peers(choice, agency)
        if len(found) < 2:
            st.markdown(t("similar.none"))
            return
        st.markdown(sentence(choice, agency))
        share = explained(choice)
        columns = [
            *usual("agency", "sector"),
            *counted(found),
            *usual("score", "low", "high"),
            *([Column("adjusted", t("similar.adjusted"), "score")] if share >= LEAST_R2 else []),
        ]
        key = "adjusted_note" if share >= LEAST_R2 else "adjusted_hidden"
        st.caption(t(f"similar.{key}", share=formats.percent(share)))
        tables.show_table(found, columns, t("similar.alt", n=len(found) - 1, name=options[agency]))
        tables.download(found, columns, "similar_agencies", screen.stamp(choice))


@remembered
def pairs(choice: Choice) -> pd.DataFrame:
    """One row: one agency and one of the ten most like it; see `similar_agencies`."""
    mix = cached.ask("agency_positions", region=choice.region, periods=[choice.period])
    here = frames.everybody(choice)
    return similar_agencies(
        here[["agency", "sector"]].assign(n_people=here["n_people"].fillna(here["n_respondents"])), mix
    )


@remembered
def adjusted(choice: Choice) -> pd.DataFrame:
    """One row: one agency with `effect` of its mix of positions, and the share (r2) that the mixes explain."""
    found, r2 = adjusted_for_positions(position_means.by_position(choice))
    return found.assign(r2=r2)


def explained(choice: Choice) -> float:
    """The share of the differences between agencies that their mixes of positions explain."""
    found = adjusted(choice)
    return float(found["r2"].iloc[0]) if len(found) else 0.0


@remembered
def peers(choice: Choice, agency: str) -> pd.DataFrame:
    """One row: the agency first, then those most like it; score as shown, adjusted = score minus the mix's effect."""
    known = pairs(choice)
    codes = [agency, *known.loc[known["agency"] == agency].sort_values("place")["peer"]]
    here = frames.everybody(choice).set_index("agency").reindex(codes).reset_index()
    effect = adjusted(choice).set_index("agency")["effect"]
    return here.assign(adjusted=here["score"] - here["agency"].map(effect))


def sentence(choice: Choice, agency: str) -> str:
    """Where the agency stands among those like it, and whether it differs from their middle."""
    known = figures.agencies(choice)
    band = peer_band(known, pairs(choice))
    row = band[(band["agency"] == agency) & (band["period"] == choice.period)]
    here = known[(known["agency"] == agency) & (known["period"] == choice.period)].iloc[0]
    name = formats.plain(here["short"])
    if row.empty or formats.missing(row["decile"].iloc[0]):
        return t("similar.no_decile", name=name)
    middle = row["p50"].iloc[0]
    low, high, shown = (formats.shown(value) for value in (here["low"], here["high"], middle))
    place = "unknown" if formats.missing(low) else "above" if low > shown else "below" if high < shown else "same"
    words = {"above": t("two.word_above"), "below": t("two.word_below")}.get(place, sentences.verdict("uncertain"))
    return t(
        "similar.decile", name=name, decile=int(row["decile"].iloc[0]), n=int(row["n_peers"].iloc[0]),
        middle=formats.number(middle), verdict=words,
    )  # fmt: skip
