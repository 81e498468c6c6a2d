"""What was understood of a file's form, in words, and a way to correct each part."""

import pandas as pd
import streamlit as st

from data.batches import mapping_file
from data.reading.upload import Upload
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.upload import intake, mapping
from pages.ui.upload import labels as upload_words
from pages.ui.upload.submission import Submission
from pages.ui.words import formats, t

_FORM = ("encoding", "delimiter", "sheet", "header_row")  # with another of these the columns are found anew


def show(submission: Submission) -> None:
    """One sentence, and behind a button the whole list and its corrections."""
    upload = submission.found.upload
    if not upload.detected:
        return
    st.markdown(_sentence(upload))
    with st.expander(t("upload.detected.title"), key=f"detected_{submission.number}"):
        rows = pd.DataFrame(_rows(upload), columns=["what", "read_as"])
        columns = [Column("what", t("upload.detected.what")), Column("read_as", t("upload.detected.read_as"))]
        tables.show_table(rows, columns, t("upload.detected.title"))
        mapping.save(upload)
        st.markdown(f"**{t('upload.detected.wrong')}**")
        _corrections(submission, upload)


def _sentence(upload: Upload) -> str:
    key = "upload.detected.sentence_remembered" if upload.detected.get("remembered") else "upload.detected.sentence"
    return t(
        key,
        kind=upload_words.kind(upload.kind),
        records=formats.count(upload.detected["records"]),
        columns=formats.count(len(upload.mapping.get("columns", {}))),
    )


def _rows(upload: Upload) -> list[tuple[str, str]]:
    """(what, how it was read) for everything the reader decided."""
    found, told = upload.detected, upload.mapping
    rows = [("kind", upload_words.kind(upload.kind)), ("format", str(found["format"]).upper())]
    if found.get("sheet"):
        rows.append(("sheet", found["sheet"]))
    if found.get("encoding"):
        rows.append(("encoding", upload_words.encoding(found["encoding"])))
    if found.get("delimiter"):
        rows.append(("delimiter", upload_words.delimiter(found["delimiter"])))
    if found.get("locale"):
        rows.append(("locale", upload_words.locale(found["locale"])))
    above = len(found.get("title_rows") or ())
    said = t("upload.detected.row", row=found["header_row"])
    rows.append(("header_row", said + (" " + t("upload.detected.above", n=above) if above else "")))
    rows.append(("layout", t(f"upload.layout.{found['layout']}")))
    if found.get("scale"):
        low, high = (f"{end:g}" for end in found["scale"])
        rows.append(("scale", f"{low}–{high}"))
    if told.get("region"):
        labels = upload_words.labels(intake.known_now(), "region", None)
        rows.append(("region", labels.get(told["region"], told["region"])))
    if told.get("period"):
        rows.append(("period", formats.period(told["period"])))
    rows = [(t(f"upload.part.{name}"), said) for name, said in rows]
    columns = told.get("columns", {})
    used = [(heading, said) for heading, said in columns.items() if said not in ("ignore", "forbidden")]
    rows += [
        (t("upload.detected.column", heading=heading), upload_words.meaning(said)) for heading, said in used[:_COLUMNS]
    ]
    if len(used) > _COLUMNS:
        rows.append((t("upload.detected.more"), formats.count(len(used) - _COLUMNS)))
    return rows


_COLUMNS, _WIDTH = 20, 280  # columns listed; width of a field in pixels


def _corrections(submission: Submission, upload: Upload) -> None:
    """A field for every part that may have been read wrong; nothing is read again before the button."""
    found, told = upload.detected, upload.mapping
    given: dict = {}
    with st.form(f"corrections_{submission.number}", border=False):
        with st.container(horizontal=True):
            given["kind"] = _pick("kind", list(found.get("fits") or [upload.kind]), upload.kind, upload_words.kind)
            given["locale"] = _pick("locale", upload_words.LOCALES, found.get("locale"), upload_words.locale)
            row = st.number_input(t("upload.part.header_row"), 1, 300, int(found["header_row"]), width=_WIDTH)
            given["header_row"] = int(row)
            if found["format"] == "csv":
                spoken = {"encoding": upload_words.encoding, "delimiter": upload_words.delimiter}
                given["encoding"] = _pick("encoding", upload_words.ENCODINGS, found["encoding"], spoken["encoding"])
                given["delimiter"] = _pick(
                    "delimiter", upload_words.DELIMITERS, found["delimiter"], spoken["delimiter"]
                )
            elif len(found.get("sheets") or ()) > 1:
                given["sheet"] = _pick("sheet", found["sheets"], found["sheet"], str)
            heading = _pick("column", list(told.get("columns", {})), None, str)
            meaning = _pick("meaning", _MEANINGS, None, upload_words.field)
            register = st.text_input(
                t("upload.part.register"), max_chars=24, width=_WIDTH, key="correct_register",
                placeholder=t("upload.detected.register_example"), help=t("upload.detected.register_help"),
            ).strip()  # fmt: skip
        again = [name for name in ("region", "period") if told.get(name)]
        asked = {name: st.checkbox(t(f"upload.detected.again_{name}"), key=f"again_{name}") for name in again}
        pressed = st.form_submit_button(t("upload.detected.reread"))
        if pressed and meaning == "other_id" and not mapping_file.is_register(register):
            st.error(t("upload.detected.register_missing"))
        elif pressed:
            now = {name: found.get(name) for name in (*_FORM, "locale")} | {"kind": upload.kind}
            changed = {name: value for name, value in given.items() if value is not None and value != now[name]}
            if changed.keys() & set(_FORM):
                submission.given.pop("columns", None)
            if heading and meaning:
                said = {"field": meaning, "register": register} if meaning == "other_id" else meaning
                submission.given.setdefault("columns", {})[heading] = said
            submission.given |= changed | {name: None for name, again in asked.items() if again}
            submission.answers = {}
            intake.read(submission)
            st.rerun()


_MEANINGS = ("region", "period", "nip", "other_id", "name", "employee_type", "agency", "agency_code", "unit",
             "position", "job_title", "indicator", "raw", "scale_min", "scale_max", "rule_set", "source", "rater",
             "respondents", "n_raters", "ignore")  # fmt: skip


def _pick(name: str, options, now: str | None, spoken) -> str | None:
    options = list(options)
    now = "utf-8" if now == "utf-8-sig" else now
    return st.selectbox(
        t(f"upload.part.{name}"), options, index=options.index(now) if now in options else None, format_func=spoken,
        placeholder=t("upload.detected.keep"), width=_WIDTH, key=f"correct_{name}",
    )  # fmt: skip
