"""What waits to be published, each with its button: scores below the upload, predicates also beside their figures."""

import pandas as pd
import streamlit as st

from data.publishing import waiting
from data.publishing.waiting import Outcome, Subject
from data.terms.problems import Refused, words
from pages.ui.page import cached, guard, notices, screen
from pages.ui.page.names import names
from pages.ui.publishing import homes
from pages.ui.words import formats, language, t

_MOST = 15


def subjects(kind: str) -> pd.DataFrame:
    """What of this kind waits (`data.publishing.waiting.waiting`)."""
    rows = waiting.waiting(cached.ask)
    return rows[rows["kind"] == kind]


def scores() -> None:
    """Periods whose ratings changed since they were published, or that never were; nothing where none waits. Above them
    what must be answered first."""
    asked, rows = homes.open_questions(), subjects(waiting.SCORES)
    if rows.empty and asked.empty:
        return
    st.header(t("waiting.title", n=formats.count(len(rows) + len(asked))), anchor=False)
    homes.ask(asked)
    if len(rows):
        st.caption(t("waiting.note"))
    for row in rows.head(_MOST).itertuples():
        place = _place(row.region)
        with st.container(horizontal=True, vertical_alignment="center", key=f"waiting_{row.region}_{row.period}"):
            st.markdown(f"**{place}, {formats.period(row.period)}** · {t(f'waiting.{row.state}')}", width="stretch")
            if st.button(
                t("waiting.publish"),
                key=f"publish_{row.region}_{row.period}",
                help=t("waiting.publish_help", place=place, period=formats.period(row.period)),
            ):
                with st.spinner(t("waiting.publishing")):
                    outcome = _publish(row)
                notices.keep(scores_sentence(outcome), good=outcome.release is not None)
                st.rerun()
    rest = [f"{_place(row.region)}, {formats.period(row.period, short=True)}" for row in rows[_MOST:].itertuples()]
    if rest:
        st.caption(t("waiting.rest", n=formats.count(len(rest)), names="; ".join(rest)))


def predicates() -> None:
    """Periods whose predicates are not published as they stand now."""
    if sentence := st.session_state.pop("predicates_published", None):
        st.info(sentence)
    for row in subjects(waiting.PREDICATES).itertuples():
        period = formats.period(row.period)
        with st.container(horizontal=True, vertical_alignment="center", key=f"predicates_{row.region}_{row.period}"):
            st.markdown(
                t("waiting.predicates", place=_place(row.region), period=period, n=formats.count(row.n_rows)),
                width="stretch",
            )
            name = f"publish_predicates_{row.region}_{row.period}"
            publish = guard.pressed("persons", _publish_predicates)
            st.button(t("waiting.publish_predicates"), key=name, on_click=publish, args=(row,))


def scores_sentence(outcome: Outcome) -> str:
    """What became of scores that were to be published, what waits with a correction among it."""
    if outcome.release is None:
        return t("waiting.too_small", **_subject(outcome.subject))
    held = outcome.release.held
    said = [released_sentence(outcome)]
    said += [t("waiting.held", n=formats.count(held))] if held else []
    undecided = outcome.release.undecided
    return " ".join([*said, t("homes.waiting", n=formats.count(undecided))] if undecided else said)


def released_sentence(outcome: Outcome) -> str:
    """That scores were published, and as which version."""
    release = outcome.release
    groups = formats.count(release.blocks)
    return t("waiting.released", version=release.version, groups=groups, **_subject(outcome.subject))


def _subject(subject: Subject) -> dict[str, str]:
    return {"place": _place(subject.region), "period": formats.period(subject.period)}


def _place(region: str) -> str:
    return formats.plain(names("regions").get(region, region))


def _publish(row) -> Outcome:
    subject = Subject(row.kind, row.region, row.period)
    return next(waiting.publish_each(cached.store(), [subject], guard.actor(), screen.today()))


def _publish_predicates(row) -> None:
    try:
        release = _publish(row).release
        sentence = (
            t("state.suppressed")
            if release is None
            else t("waiting.predicates_done", n=formats.count(release.groups), held=formats.count(release.held))
        )
    except Refused as refused:
        sentence = " ".join(words(problem, language())["what"] for problem in refused.problems)
    st.session_state["predicates_published"] = sentence
