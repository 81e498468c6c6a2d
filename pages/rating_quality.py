"""Rating quality: can we lean on these ratings?"""

import streamlit as st

from pages.ui import charts, look, numbers, predicate_section, quality_frames, shell, states
from pages.ui.guard import may
from pages.ui.show import show_chart, show_later
from pages.ui.words import language, t

page = shell.begin("rating_quality", "leader", "sektor", "sumber")
choice = page.choice
covered = quality_frames.coverage(choice)
paint, lang, stamp = look.current(), language(), shell.stamp(choice)

if covered.empty:
    page.title(t("rating_quality.page"))
    states.nothing_matches(choice, "rating_quality")
    st.stop()

short = covered[~covered["enough"]]
if covered["coverage"].isna().all():
    page.title(t("rating_quality.title_no_roster"), t("rating_quality.lead_no_roster"))
else:
    title = "rating_quality.title_short" if len(short) else "rating_quality.title_enough"
    page.title(
        t(title, n=numbers.count(len(short)), all=numbers.count(len(covered))),
        t("rating_quality.lead", share=numbers.percent(covered["n_people"].sum() / covered["n_roster"].sum())),
    )
    lowest = covered[covered["coverage"].notna()].head(quality_frames.DRAWN)
    show_chart(
        "roster_coverage",
        t("rating_quality.coverage_title"),
        lambda: charts.bars(lowest, paint, lang, top=1.0),
        t("rating_quality.coverage_alt", n=len(short), all=len(covered)),
        covered,
        quality_frames.coverage_columns(),
        stamp,
        choice=choice,
        note=t("rating_quality.coverage_note", n=len(lowest)),
    )

if thin := quality_frames.thin_weight(covered):
    st.markdown(thin)

both = quality_frames.agreement(choice)
if len(both):
    show_chart(
        "source_agreement",
        t("rating_quality.agreement_title"),
        lambda: charts.dumbbells(both.head(quality_frames.DRAWN), paint, lang, **quality_frames.ends()),
        t("rating_quality.agreement_alt", n=len(both)),
        both,
        quality_frames.agreement_columns(),
        stamp,
        choice=choice,
        note=t("rating_quality.agreement_note", mean=numbers.signed(both["gap"].mean())),
    )

raters = quality_frames.rater_share(choice)
if len(raters):
    drawn = quality_frames.rater_bars(raters)
    show_chart(
        "rater_share",
        t("rating_quality.rater_title", source=drawn["source_name"].iloc[0].lower()),
        lambda: charts.bars(drawn, paint, lang, top=1.0),
        t("rating_quality.rater_alt", n=len(drawn), most=drawn["text"].iloc[0]),
        raters,
        quality_frames.rater_columns(),
        stamp,
        choice=choice,
        note=t("rating_quality.rater_note"),
    )
else:
    st.caption(t("rating_quality.few_raters", n=quality_frames.LEAST_RATERS))

predicate_section.draw(choice)

if may("planner"):
    kept = quality_frames.row_quality(choice)
    st.header(t("rating_quality.rows_title"), anchor=False)
    st.markdown(quality_frames.rows_sentence(kept))
    show_later("rows", kept, quality_frames.row_columns(), t("rating_quality.rows_title"), stamp)
