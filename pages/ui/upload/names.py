"""Names in a file that nobody knows yet: each is a known one, a new one, or left out. Many at once by one button."""

import streamlit as st

from data.catalog.catalog import Known
from data.reading.form.table.table import Question
from pages.ui.page import names
from pages.ui.upload import answers
from pages.ui.upload import labels as upload_words
from pages.ui.upload.answers import key
from pages.ui.upload.submission import Submission
from pages.ui.words import formats, t

ADD, OUT = "+", "-"  # options beside the codes of known names; no code looks like them
_PAGE = 8
_BULK = 3  # from so many open names one button answers all


def show(submission: Submission, kind: str, questions: list[Question], known: Known) -> None:
    """The unknown names of one kind."""
    with st.container(border=True, key=f"names_{kind}"):
        thing = t(f"upload.names.{kind}") if kind in answers.ADDABLE else upload_words.field(kind)
        st.markdown(f"**{t('upload.names.title', n=formats.count(len(questions)), thing=thing)}**")
        addable = kind in answers.ADDABLE
        st.markdown(t(f"upload.names.lead_{kind}") if addable else t("upload.names.lead"))
        left = answers.open_questions(questions, submission.answers)
        if addable and kind != "region" and len(questions) >= _BULK:
            _bulk(submission, kind, questions, left, known)
        sectors, region = names.names("sectors", short=True), submission.region
        labels = upload_words.labels(known, kind, region)
        page = 1
        if len(questions) > _PAGE:
            page = st.pagination(-(-len(questions) // _PAGE), key=f"page_{kind}_{submission.number}")
        for question in questions[(page - 1) * _PAGE : page * _PAGE]:
            _name(submission, question, kind, labels, sectors, known)


def _bulk(submission: Submission, kind: str, questions: list[Question], left: list[Question], known: Known) -> None:
    """One button for all that are still open; agencies whose names speak of no sector get the one chosen beside it."""
    if not left:
        st.success(t("upload.names.all_answered", n=formats.count(len(questions))))
        return
    silent = [q for q in left if kind == "agency" and answers.sector_of(q, known) is None]
    telling = len(left) - len(silent)
    if telling and st.button(
        t(f"upload.names.add_all_{kind}", n=formats.count(telling)), key=f"bulk_{kind}", type="primary"
    ):
        submission.answers = answers.add_all(left, submission.answers, known, None)
        st.rerun()
    if not silent:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sectors = names.names("sectors")
        other = st.selectbox(
            t("upload.names.other_sector", n=formats.count(len(silent))),
            list(sectors),
            index=None,
            width=330,
            format_func=sectors.get,
            placeholder=t("upload.names.sector"),
            key=f"bulk_sector_{submission.number}",
        )
        if st.button(t("upload.names.add_rest", n=formats.count(len(silent))), key="bulk_rest") and other:
            submission.answers = answers.add_all(silent, submission.answers, known, other)
            st.rerun()


def _name(
    submission: Submission, question: Question, kind: str, labels: dict[str, str], sectors: dict[str, str], known: Known
) -> None:
    """One name: what the file says, what it stands for, and for a new agency its sector."""
    near = {code: likeness for code, _, likeness in question.detail.get("near") or ()}
    options = [*near, *([ADD] if kind in answers.ADDABLE else []), OUT]
    options += [code for code in labels if code not in near]
    answer, slot = submission.answers.get(key(question)), abs(hash(key(question)))
    said = st.columns([3, 4, 3] if kind == "agency" else [3, 7], vertical_alignment="center")
    rows = question.detail.get("rows")
    counted = f"  \n:small[{t('upload.names.rows', n=formats.count(rows))}]" if rows else ""
    with said[0]:
        st.markdown(f"**{formats.plain(question.subject)}**{counted}")
        of_files(question)
    widget = f"name_{submission.number}_{slot}"
    st.session_state[widget] = _option_of(answer)
    said[1].selectbox(
        t("upload.names.means", name=question.subject), options, key=widget, placeholder=t("upload.ask.choose"),
        index=None, label_visibility="collapsed",
        format_func=lambda code: _label(code, kind, labels, near),
        on_change=_answered, args=(submission, question, widget, known),
    )  # fmt: skip
    if kind == "agency" and isinstance(answer, dict) and "add" in answer:
        sector = f"sector_{submission.number}_{slot}"
        st.session_state[sector] = answer["add"].get("sector")
        said[2].selectbox(
            t("upload.names.sector_of", name=question.subject), list(sectors), key=sector, index=None,
            format_func=sectors.get, placeholder=t("upload.names.sector"), label_visibility="collapsed",
            on_change=_sector_chosen, args=(submission, question, sector),
        )  # fmt: skip


def _label(code: str, kind: str, labels: dict[str, str], near: dict[str, float]) -> str:
    if code == ADD:
        return t(f"upload.names.add_{kind}")
    if code == OUT:
        return t("upload.names.leave_out")
    name = labels.get(code, code)
    return t("upload.names.near", name=name, share=formats.percent(near[code])) if code in near else name


def _option_of(answer: object) -> str | None:
    if not isinstance(answer, dict):
        return None
    return ADD if "add" in answer else OUT if answer.get("leave_out") else answer["code"]


def _answered(submission: Submission, question: Question, widget: str, known: Known) -> None:
    chosen = st.session_state[widget]
    if chosen == ADD:
        kind = answers.kind_of(question)
        answer = {"add": {"sector": answers.sector_of(question, known)} if kind == "agency" else {}}
    else:
        answer = None if chosen is None else {"leave_out": True} if chosen == OUT else {"code": chosen}
    submission.answers[key(question)] = answer


def _sector_chosen(submission: Submission, question: Question, widget: str) -> None:
    submission.answers[key(question)] = {"add": {"sector": st.session_state[widget]}}


_NAMED = 3  # files named under a question


def of_files(question: Question) -> None:
    """Which of several files ask this; nothing where all do, or there is but one file."""
    files = question.detail.get("files")
    if files:
        named = ", ".join(formats.plain(name) for name in files[:_NAMED])
        more = len(files) - _NAMED
        st.caption(t("upload.ask.in_files_more", files=named, n=formats.count(more)) if more > 0 else named)
