"""The questions of a file, one after another: what the file does not say, and nobody but the planner may."""

import streamlit as st

from data.catalog.catalog import Known
from data.reading.form.table.table import Question
from data.reading.meaning.file_kinds import IGNORE
from data.terms import periods
from data.terms.problems import Problem, words
from pages.ui.page import address, cached, screen
from pages.ui.upload import answers, intake, names, several
from pages.ui.upload import labels as upload_words
from pages.ui.upload.answers import key
from pages.ui.upload.submission import Submission
from pages.ui.words import formats, language, t

_RESTORED = {"ask_percent_far": "scale_number", "ask_weighted": "scale_weighted"}  # else a comma was lost


def show(submission: Submission) -> None:
    """All questions that can be answered now, and the button that goes on."""
    known, asked = intake.known_now(), submission.asked
    for question in asked:
        if key(question) not in submission.answers and (first := answers.proposed(question)) is not None:
            submission.answers[key(question)] = first
    st.header(t("upload.ask.title", n=formats.count(len(asked))), anchor=False)
    st.markdown(t("upload.ask.lead_several" if submission.several else "upload.ask.lead"))
    for question in asked:
        if answers.kind_of(question) not in answers.NAMES:
            with st.container(border=True, key=_widget(submission, question, "box")):
                _one(submission, question, known)
    for kind in answers.NAMES:
        group = [q for q in asked if answers.kind_of(q) == kind]
        if group:
            names.show(submission, kind, group, known)
    left = answers.open_questions(asked, submission.answers)
    if left:
        st.caption(t("upload.ask.left", n=formats.count(len(left))))
    with st.container(horizontal=True, key="upload_buttons"):
        if st.button(t("upload.ask.go_on"), key="upload_go_on", type="primary"):
            (several.go_on if submission.several else intake.go_on)(submission)
            st.rerun()
        if st.button(t("upload.cancel"), key="upload_cancel"):
            intake.clear()
            st.rerun()


def _one(submission: Submission, question: Question, known: Known) -> None:
    found = formats.plain(_subject(question))
    if question.code in ("ask_missing_column", "ask_column_of"):
        found = t("upload.quoted", text=upload_words.field(question.detail["field"]))
    said = words(Problem(question.code, found=found, detail=question.detail), language())
    st.markdown(f"**{said['what'].replace(' .', '.').replace(' ?', '?')}**")
    names.of_files(question)
    _DRAW.get(question.code, _choice)(submission, question, known, said["fix"])


def _subject(question: Question) -> str:
    """What is asked about; where several files ask what kind they are, that is no one file's name."""
    files = question.detail.get("files", (question.subject,))
    shared = question.code == "ask_kind" and (files is None or len(files) > 1)
    return t("upload.ask.files_all" if files is None else "upload.ask.files_some") if shared else question.subject


def _widget(submission: Submission, question: Question, part: str) -> str:
    return f"ask_{part}_{submission.number}_{abs(hash(key(question)))}"


def _kept(submission: Submission, question: Question, value: object) -> None:
    submission.answers[key(question)] = value


def _choice(submission: Submission, question: Question, known: Known, label: str) -> None:
    """One of a few: a radio list."""
    options = list(question.choices)
    now = submission.answers.get(key(question))
    _kept(submission, question, st.radio(
        label, options, index=options.index(now) if now in options else None,
        key=_widget(submission, question, "radio"),
        format_func=lambda option: _option(question, option),
    ))  # fmt: skip


def _option(question: Question, option: str) -> str:
    """How a choice is called."""
    spoken = {
        "encoding_cp1252": upload_words.encoding, "delimiter_unclear": upload_words.delimiter,
        "ask_kind": upload_words.kind, "ask_locale": upload_words.locale, "ask_column": upload_words.field,
        "ask_date_order": lambda code: t(f"upload.date_order.{code}"),
        "ask_rows": lambda code: t(f"upload.rows.{code}"),
        "ask_namesakes": lambda code: t(f"upload.namesakes.{code}"),
        "ask_cadence": lambda code: t(f"upload.cadence.{code}"),
        "ask_uncomputed": lambda code: t(f"upload.uncomputed.{code}"),
        "ask_serials": lambda code: t(f"upload.serials.{code}"),
        "ask_evenings": lambda code: t(f"upload.evenings.{code}"),
    }  # fmt: skip
    return spoken.get(question.code, formats.plain)(option)


def _region(submission: Submission, question: Question, known: Known, label: str) -> None:
    """A known region, or the name of a new one."""
    labels, now = upload_words.labels(known, "region", None), submission.answers.get(key(question))
    here = address.get("daerah")
    options = [*sorted(labels, key=lambda code: (code != here, labels[code])), "new"]
    place = "new" if isinstance(now, dict) else now
    chosen = st.selectbox(
        label, options, index=options.index(place) if place in options else None,
        key=_widget(submission, question, "region"),
        format_func=lambda code: labels.get(code, t("upload.ask.region_new")), placeholder=t("upload.ask.choose"),
    )  # fmt: skip
    if chosen == "new":
        name = st.text_input(
            t("upload.ask.region_name"), max_chars=80, key=_widget(submission, question, "region_name")
        )
        chosen = {"add": name.strip()}
    _kept(submission, question, chosen)


def _period(submission: Submission, question: Question, known: Known, label: str) -> None:
    """One of the periods the file may mean, or any other."""
    if not question.choices:
        _kept(submission, question, _any_period(submission, question))
        return
    options, now = [*question.choices, "other"], submission.answers.get(key(question))
    chosen = st.radio(
        label, options, index=options.index(now) if now in options else None,
        key=_widget(submission, question, "might"),
        format_func=lambda code: t("upload.ask.period_other") if code == "other" else formats.period(code),
    )  # fmt: skip
    _kept(submission, question, _any_period(submission, question) if chosen == "other" else chosen)


def _any_period(submission: Submission, question: Question) -> str | None:
    """Kind of period, year, and which one of the year; None while something is open."""
    parts = {"year": 1, "semester": 2, "quarter": 4, "month": 12}
    sign = {"semester": "S", "quarter": "Q"}
    standing = cached.ask("published")
    usual = standing["cadence"].iloc[-1] if len(standing) else "semester"
    with st.container(horizontal=True):
        cadence = st.selectbox(
            t("upload.ask.period_kind"), list(parts), index=list(parts).index(usual), width=190,
            format_func=lambda code: t(f"upload.cadence.{code}"), key=_widget(submission, question, "cadence"),
        )  # fmt: skip
        this = screen.today().year
        year = st.selectbox(
            t("upload.ask.period_year"), range(this + 1, this - 12, -1), index=None, width=130,
            placeholder=t("upload.ask.choose"), key=_widget(submission, question, "year"),
        )  # fmt: skip
        code = None
        if cadence == "year":
            code = str(year) if year else None
        else:
            codes = [f"{sign[cadence]}{n}" if cadence in sign else f"{n:02d}" for n in range(1, parts[cadence] + 1)]
            part = st.selectbox(
                t("upload.ask.period_part"), codes, index=None, width=190, placeholder=t("upload.ask.choose"),
                format_func=lambda code: formats.period(f"{year or this}-{code}"),
                key=_widget(submission, question, f"part_{cadence}"),
            )  # fmt: skip
            code = f"{year}-{part}" if year and part else None
    return code if code and periods.parse(code) else None


def _year(submission: Submission, question: Question, known: Known, label: str) -> None:
    this, now = screen.today().year, submission.answers.get(key(question))
    years = range(this + 1, this - 12, -1)
    _kept(submission, question, st.selectbox(
        label, years, index=years.index(now) if now in years else None, placeholder=t("upload.ask.choose"), width=190,
        key=_widget(submission, question, "year"),
    ))  # fmt: skip


def _scale(submission: Submission, question: Question, known: Known, label: str) -> None:
    """One of the likely scales, or two numbers; values far from the rest may be slips."""
    options = [*dict.fromkeys(question.choices), "other"]
    spoken = {"other": t("upload.ask.scale_other"), "leave_out": t("upload.ask.scale_slip")}
    restored = _RESTORED.get(question.code, "scale_comma")
    spoken["restore"] = t(f"upload.ask.{restored}", example=question.detail.get("example", ""))
    chosen = st.radio(
        label, options, index=None, horizontal=True, key=_widget(submission, question, "scale"),
        format_func=lambda code: spoken.get(code) or code.replace("-", "–"),
    )  # fmt: skip
    answer: object = None
    if chosen == "other":
        with st.container(horizontal=True):
            low = st.number_input(t("upload.ask.low"), value=None, width=150, key=_widget(submission, question, "low"))
            high = st.number_input(
                t("upload.ask.high"), value=None, width=150, key=_widget(submission, question, "high")
            )
        answer = [low, high] if low is not None and high is not None and low < high else None
    elif chosen in ("leave_out", "restore"):
        answer = chosen
    elif chosen:
        answer = [float(part) for part in chosen.split("-")]
    _kept(submission, question, answer)


def _word(submission: Submission, question: Question, known: Known, label: str) -> None:
    """The number a rating in words stands for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        now = submission.answers.get(key(question))
        first = None if isinstance(now, dict) else now
        value = st.number_input(label, value=first, width=190, format="%g", key=_widget(submission, question, "value"))
        none = st.checkbox(t("upload.ask.word_none"), key=_widget(submission, question, "none"))
    _kept(submission, question, {"leave_out": True} if none else value)


def _constant(submission: Submission, question: Question, known: Known, label: str) -> None:
    """The code that holds for every row of the file."""
    table = {"ask_source": "source", "ask_position": "position"}[question.code]
    labels = upload_words.labels(known, table, None)
    _kept(submission, question, st.selectbox(
        label, list(question.choices), index=None, placeholder=t("upload.ask.choose"),
        format_func=lambda code: labels.get(code, code), key=_widget(submission, question, "constant"),
    ))  # fmt: skip


def _code(submission: Submission, question: Question, known: Known, label: str) -> None:
    """Whose code it is, or that it means nothing."""
    labels = upload_words.labels(known, "agency", submission.found.upload.mapping.get("region"))
    now = submission.answers.get(key(question))
    chosen = st.radio(
        label, list(question.choices), key=_widget(submission, question, "code"),
        index=list(question.choices).index(now["code"]) if isinstance(now, dict) and "code" in now else None,
        format_func=lambda code: t("upload.ask.no_code") if code == "leave_out" else labels.get(code, code),
    )  # fmt: skip
    if chosen is not None:
        _kept(submission, question, {"leave_out": True} if chosen == "leave_out" else {"code": chosen})


def _column(submission: Submission, question: Question, known: Known, label: str) -> None:
    """A heading of the file; where one agency or indicator may hold for the whole file, that instead."""
    wanted = question.detail["field"]
    labels = {}
    if wanted in ("agency", "indicator") and question.code == "ask_missing_column":
        labels = upload_words.labels(known, wanted, submission.region)
    options = [("column", heading) for heading in question.choices if heading] + [("all", code) for code in labels]
    named = {"column": lambda heading: t("upload.ask.column", heading=heading),
             "all": lambda code: t("upload.ask.whole_file", name=labels[code])}  # fmt: skip
    chosen = st.selectbox(
        label, options, index=None, placeholder=t("upload.ask.choose"), key=_widget(submission, question, "column"),
        format_func=lambda option: named[option[0]](option[1]),
    )  # fmt: skip
    if chosen is not None:
        chosen = chosen[1] if chosen[0] == "column" else {"constant": chosen[1]}
    _kept(submission, question, chosen)


def _offered_column(submission: Submission, question: Question, known: Known, label: str) -> None:
    """A column whose heading resembles a known one: that meaning, or none."""
    _choice(submission, Question(question.code, question.subject, tuple(dict.fromkeys((*question.choices, IGNORE))),
                           question.suggested, question.blocking, question.detail), known, label)  # fmt: skip


_DRAW = {
    "ask_region": _region, "ask_period": _period, "ask_year": _year, "ask_training_year": _year, "ask_word": _word,
    "ask_source": _constant, "ask_position": _constant, "ask_missing_column": _column, "ask_column_of": _column,
    "ask_column": _offered_column, **dict.fromkeys(answers.SCALES, _scale),
    "ask_agency_code": _code,
}  # fmt: skip
