"""Rating quality: can we lean on these ratings?"""

import streamlit as st

from analytics.comparison.raters import FEWEST_RATERS
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import screen, states
from pages.ui.page.guard import may
from pages.ui.panel import share
from pages.ui.panel.show import show_chart, show_later
from pages.ui.quality import calibration, frames, predicates, sheet
from pages.ui.words import formats, language, t

page = screen.begin("rating_quality", "figures", "sektor", "sumber")
choice = page.choice
covered = frames.coverage(choice)
paint, lang, stamp = look.current(), language(), screen.stamp(choice)

if covered.empty:
    page.title(t("rating_quality.page"))
    states.nothing_matches(choice, "rating_quality")
    st.stop()

short = covered[~covered["enough"]]
page.title(*frames.headline(covered))
share.button(page, choice, share.Paper(t("rating_quality.nav"), lambda: sheet.shared(choice)))
if covered["coverage"].notna().any():
    lowest = covered[covered["coverage"].notna()].head(frames.DRAWN)
    show_chart(
        "roster_coverage",
        frames.coverage_title(covered),
        lambda: charts.bars(lowest, paint, lang, top=1.0),
        t("rating_quality.coverage_alt", n=len(short), all=len(covered)),
        covered,
        frames.coverage_columns(),
        stamp,
        choice=choice,
        note=t("rating_quality.coverage_note", n=len(lowest)),
        marks=("opd",),
    )

if thin := frames.thin_weight(covered):
    with st.container(key="part_thin_weight"):
        st.markdown(thin)

both = frames.agreement(choice)
if len(both):
    show_chart(
        "source_agreement",
        frames.agreement_title(both),
        lambda: charts.dumbbells(both.head(frames.DRAWN), paint, lang, **frames.ends()),
        t("rating_quality.agreement_alt", n=len(both)),
        both,
        frames.agreement_columns(),
        stamp,
        choice=choice,
        note=t("rating_quality.agreement_note", mean=formats.signed(both["gap"].mean())),
        marks=("opd",),
        lands=frames.SOURCES,
    )

raters = frames.rater_share(choice)
if len(raters):
    drawn = frames.rater_bars(raters)
    show_chart(
        "rater_share",
        frames.rater_title(drawn),
        lambda: charts.bars(drawn, paint, lang, top=1.0),
        t("rating_quality.rater_alt", n=len(drawn), most=drawn["text"].iloc[0]),
        raters,
        frames.rater_columns(),
        stamp,
        choice=choice,
        note=t("rating_quality.rater_note"),
        marks=("indikator", "sumber"),
    )
else:
    st.caption(t("rating_quality.few_raters", n=FEWEST_RATERS))

calibration.draw(choice, stamp)
predicates.draw(choice)

if may("persons"):
    kept = frames.row_quality(choice)
    st.header(t("rating_quality.rows_title"), anchor=False)
    st.markdown(frames.rows_sentence(kept))
    show_later("rows", kept, frames.row_columns(), t("rating_quality.rows_title"), stamp)
