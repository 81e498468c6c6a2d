"""Whether past training helped, folded: worked out when it is opened."""

import pandas as pd
import streamlit as st

from analytics.impact.effect import FEWEST_PEOPLE
from analytics.plan.value import EXPECTED_EFFECT
from pages.answers.choice import Choice
from pages.answers.needs import effects, impact
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import screen
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel import tables
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column
from pages.ui.words import formats, language, t


@remembered
def looked_back(choice: Choice) -> pd.DataFrame:
    """`impact.runs` of the region in words: programme_name, said, chosen, between, compared, reach."""
    runs = impact.runs(choice.whole().until_chosen())
    called = names("programmes")
    return runs.assign(
        starts=[row.starts.date() for row in runs.itertuples()],
        key=runs["programme"],
        label=[
            f"{'▲ ' if row.verdict == 'helped' else ''}{called.get(row.programme, row.title)} · {row.starts.year}"
            for row in runs.itertuples()
        ],
        text=[_said(row) for row in runs.itertuples()],
        tone=["good" if code == "helped" else "" for code in runs["verdict"]],
        programme_name=[called.get(row.programme, row.title) for row in runs.itertuples()],
        said=[_said(row) for row in runs.itertuples()],
        chosen=[t(f"plan_selection.short.{rule}") for rule in runs["selected"]],
        between=[_between(row) for row in runs.itertuples()],
        compared=[_compared(row) for row in runs.itertuples()],
        reach=[_reach(row) for row in runs.itertuples()],
    )


def _said(row) -> str:
    code = row.state
    if code == "judged":
        code = row.verdict if row.verdict != "untold" else row.reason
    return t(f"need_impact_said.{code}", least=FEWEST_PEOPLE)


def _between(row) -> str:
    before, after = (
        formats.MISSING if formats.missing(code) else formats.period(code, short=True)
        for code in (row.before, row.after)
    )
    return t("need_impact.periods", before=before, after=after)


def _compared(row) -> str:
    if formats.missing(row.n_trained):
        return formats.MISSING
    return t("need_impact.counts", trained=formats.count(row.n_trained), untrained=formats.count(row.n_untrained))


def _reach(row) -> str:
    if formats.missing(row.low):
        return formats.MISSING
    return t("need_impact.reach", low=formats.signed(row.low), high=formats.signed(row.high))


def draw(choice: Choice) -> None:
    """The runs with their conclusions, behind one line."""
    with st.expander(t("need_impact.open"), key="past_training", on_change="rerun") as opened:
        if not opened.open:
            return
        with st.spinner(t("screen.working")):
            runs = looked_back(choice)
        if runs.empty:
            st.markdown(t("need_impact.none"))
            return
        counts = {code: formats.count(runs["verdict"].eq(code).sum()) for code in ("helped", "did_not", "untold")}
        st.markdown(t("need_impact.lead", n=formats.count(len(runs)), **counts))
        st.caption(t("need_impact.note"))
        columns = _columns()
        drawn = runs[runs["low"].notna()].reset_index(drop=True)
        if len(drawn):
            show_chart(
                "past_training",
                "",
                lambda: charts.forest(
                    drawn, look.current(), language(), effect=t("need_impact.effect"), raw=t("need_impact.raw")
                ),
                t("need_impact.alt", n=len(drawn)),
                runs,
                columns,
                screen.stamp(choice),
                choice=choice,
            )
        else:
            tables.show_first(runs, columns, t("need_impact.alt", n=len(runs)), "past_training")
        _history(choice)


def _history(choice: Choice) -> None:
    """From which period on which effect was counted on."""
    told = effects.history(choice)
    if told.empty:
        return
    called = names("programmes")
    told = told.assign(
        programme_name=told["programme"].map(called), period_name=[formats.period(code) for code in told["period"]],
        effect_words=[formats.number(value, 2) for value in told["effect"]],
    )  # fmt: skip
    st.caption(t("need_effect.note", prior=formats.number(EXPECTED_EFFECT, 1)))
    columns = [
        Column("programme_name", t("training_needs.programme")), Column("period_name", t("need_effect.period")),
        Column("effect_words", t("need_effect.effect")), Column("n", t("need_effect.runs"), "count"),
    ]  # fmt: skip
    tables.show_table(told, columns, t("need_effect.history"))


def _columns() -> list[Column]:
    return [
            Column("programme_name", t("training_needs.programme")), Column("starts", t("need_impact.starts"), "day"),
            Column("said", t("need_impact.verdict")), Column("reach", t("need_impact.range")),
            Column("raw", t("need_impact.raw"), "change"), Column("expected", t("need_impact.expected"), "change"),
            Column("beside", t("need_impact.beside"), "change"),
            Column("smallest", t("need_impact.smallest"), "score"), Column("needed", t("need_impact.needed"), "count"),
            Column("chosen", t("need_impact.selected")), Column("compared", t("need_impact.compared")),
            Column("between", t("need_impact.between")),
        ]  # fmt: skip
