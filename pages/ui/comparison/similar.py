"""An agency among those like it: similar size, positions and sector; the score as it is and with the region's mix."""

import streamlit as st

from analytics.comparison.adjust import LEAST_R2
from pages.answers.choice import Choice
from pages.answers.comparison.comparison import everybody
from pages.answers.comparison.similar import explained, peers, standing
from pages.answers.scores import agencies
from pages.ui.page import filters, screen
from pages.ui.page.names import names
from pages.ui.panel import tables
from pages.ui.panel.tables import Column, counted, usual
from pages.ui.words import formats, sentences, t


def show(choice: Choice) -> None:
    """A fold; nothing in it is worked out before it is opened."""
    with st.expander(t("similar.title"), key="similar", on_change="rerun") as opened:
        if not opened.open:
            return
        here = everybody(choice)
        options = dict(zip(here["agency"], here["agency_name"], strict=True))
        agency = filters.choose("opd", options, empty=t("similar.choose"))
        if agency is None:
            st.markdown(t("similar.why"))
            return
        listed = peers(choice, agency)
        listed = listed.assign(sector_name=listed["sector"].map(names("sectors")))
        if len(listed) < 2:
            st.markdown(t("similar.none"))
            return
        st.markdown(sentence(choice, agency))
        share = explained(choice)
        columns = [
            *usual("agency", "sector"),
            *counted(listed),
            *usual("score", "low", "high"),
            *([Column("adjusted", t("similar.adjusted"), "score")] if share >= LEAST_R2 else []),
        ]
        key = "adjusted_note" if share >= LEAST_R2 else "adjusted_hidden"
        st.caption(t(f"similar.{key}", share=formats.percent(share)))
        tables.show_table(listed, columns, t("similar.alt", n=len(listed) - 1, name=options[agency]))
        tables.download(listed, columns, "similar_agencies", screen.stamp(choice))


def sentence(choice: Choice, agency: str) -> str:
    """Where the agency stands among those like it, and whether it differs from their middle."""
    row = next(standing(choice, agency).itertuples(), None)
    if row is None:
        known = agencies(choice)
        here = known[(known["agency"] == agency) & (known["period"] == choice.period)]
        return t("similar.no_decile", name=formats.plain(here["short"].iloc[0]))
    words = {"above": t("two.word_above"), "below": t("two.word_below")}
    return t(
        "similar.decile", name=formats.plain(row.short), decile=int(row.decile), n=int(row.n_peers),
        middle=formats.number(row.p50), verdict=words.get(row.place, sentences.verdict("uncertain")),
    )  # fmt: skip
