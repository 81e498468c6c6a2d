"""The last look before anything is stored: what would change, what was refused and why, the first rows."""

import pandas as pd
import streamlit as st

from data.problems import Problem, words
from pages.ui import cached, numbers, shell, tables, upload_desk, upload_detected, upload_words
from pages.ui.tables import Column
from pages.ui.upload_desk import Desk, Found
from pages.ui.words import language, t

_LISTED, _SHOWN = 20, 8


def show(desk: Desk) -> None:
    """Everything about the file, and the two ways on: save it, or not."""
    found = desk.found
    upload = found.upload
    st.header(_title(found), anchor=False)
    _verdict(desk)
    upload_detected.show(desk)
    if upload.rows_read:
        counts(found)
    problems(desk)
    if not upload.preview.empty:
        first_rows(found)
    st.divider()
    if found.savable:
        _saving(desk)
    if st.button(t("upload.cancel" if found.savable else "upload.choose_other"), key="upload_cancel"):
        upload_desk.clear()
        st.rerun()


def _title(found: Found) -> str:
    upload = found.upload
    if found.savable:
        return t("upload.check.title", n=numbers.count(upload.rows_kept))
    if found.comparison is not None and found.comparison.earlier is not None:
        return t("upload.check.title_known")
    return t("upload.check.title_nothing")


def _verdict(desk: Desk) -> None:
    """What stands in the way, if anything does."""
    found = desk.found
    for problem in desk.refused:
        _refusal(problem)
    if found.comparison is None:
        return
    if (earlier := found.comparison.earlier) is not None:
        batch = cached.ask("batch_list").set_index("batch_id").loc[earlier]
        when = numbers.day(batch["received_at"].to_pydatetime())
        st.info(t("upload.check.known", when=when, batch=earlier), title=t("upload.check.known_title"))
    elif not found.comparison.conflicts.empty:
        for row in found.comparison.conflicts.head(_SHOWN).itertuples():
            place = f"{row.agency} · {row.indicator} · {row.source} · {row.period}"
            _refusal(Problem("person_and_agency_rows", found=place))


def _refusal(problem: Problem) -> None:
    said = words(problem, language())
    st.error(f"{said['what']} {said['fix']}")


def counts(found: Found) -> None:
    """New, changed, same, refused, left out: before anything is written."""
    upload, compared = found.upload, found.comparison
    with st.container(horizontal=True, key="upload_counts"):
        if compared is not None:
            for name in ("new", "changed", "same") if upload.kind == "evaluation" else ("new",):
                number = getattr(compared, name)
                shell.figure(t(f"upload.count.{name}"), numbers.count(number), t(f"upload.count.{name}_note"))
        for name, number in (("refused", upload.rows_refused), ("left_out", upload.rows_left_out)):
            if number or name == "refused":
                shell.figure(t(f"upload.count.{name}"), numbers.count(number), t(f"upload.count.{name}_note"))


def problems(desk: Desk) -> None:
    """Problems by cause: first those that refuse rows, then what is only worth knowing."""
    upload = desk.found.upload
    for blocking, key in ((True, "upload.problem.blocking"), (False, "upload.problem.warning")):
        causes: dict[str, list[Problem]] = {}
        for problem in upload.problems:
            if problem.blocking == blocking:
                causes.setdefault(problem.code, []).append(problem)
        if not causes:
            continue
        st.subheader(t(key, n=numbers.count(len(causes))), anchor=False)
        for code, members in causes.items():
            _cause(members, max(upload.problem_counts.get(code, 0), len(members)))
    if upload.refused is not None and upload.refused.exists():
        refused_download(upload.refused, upload.file_name)


def _cause(members: list[Problem], times: int) -> None:
    first = words(members[0], language())
    label = numbers.plain(first["what"])
    if times > 1:
        label += f" **×{numbers.count(times)}**"
    if members[0].row is None and times == 1:
        st.markdown(f"- {label} {numbers.plain(first['fix'])}")
        return
    with st.expander(label):
        st.markdown(f"**{t('upload.problem.fix')}** {numbers.plain(first['fix'])}")
        rows = [(one.row, one.column, one.found, words(one, language())["expected"]) for one in members[:_LISTED]]
        frame = pd.DataFrame(rows, columns=["row", "column", "found", "expected"], dtype=object)
        columns = [
            Column("row", t("upload.problem.row"), "count"),
            *(Column(name, t(f"upload.problem.{name}")) for name in ("column", "found", "expected")),
        ]
        tables.show_table(frame, columns, first["what"])
        if times > _LISTED:
            st.caption(t("upload.problem.more", n=numbers.count(times - min(_LISTED, len(members)))))


def refused_download(path, file_name: str) -> None:
    """The refused records as the file has them, with the reason beside each: mend them and upload that file alone."""
    st.download_button(
        t("upload.problem.download"), data=path.read_bytes, file_name=f"ditolak-{file_name.rsplit('.', 1)[0]}.csv",
        mime="text/csv", key="refused_download", on_click="ignore", help=t("upload.problem.download_help"),
    )  # fmt: skip


def first_rows(found: Found) -> None:
    """The first rows as they were understood, names in place of codes."""
    upload = found.upload
    named = upload_words.code_names(upload_desk.known_now(), upload.mapping.get("region"))
    frame, columns = upload.preview.head(_SHOWN).copy(), []
    for place, name in enumerate(list(frame.columns)[:_WIDEST]):
        if name in named:
            frame[name] = frame[name].map(lambda code, labels=named[name]: labels.get(code, code))
        heading = t("upload.problem.row") if name == "line" else upload_words.field(str(name))
        kind = "count" if name == "line" else "period" if name == "period" else "text"
        if pd.api.types.is_numeric_dtype(frame[name]) and name != "line":
            kind = "score"
        columns.append(
            Column(name, heading if heading not in [c.heading for c in columns] else f"{heading} {place}", kind)
        )
    st.subheader(t("upload.check.first_rows", n=len(frame)), anchor=False)
    st.caption(t("upload.check.first_rows_note"))
    tables.show_table(frame, columns, t("upload.check.first_rows", n=len(frame)))


_WIDEST = 24


def _saving(desk: Desk) -> None:
    """Reason where published figures change, whether to publish, and the button that stores."""
    found, reason, publish_now = desk.found, None, False
    st.subheader(t("upload.save.title"), anchor=False)
    touched = found.touched
    if touched is not None:
        places = upload_words.labels(upload_desk.known_now(), "region", None)
        listed = [f"{places.get(row.region, row.region)}, {numbers.period(row.period)}" for row in touched.itertuples()]
        st.markdown(t("upload.save.periods", periods="; ".join(listed[:6]) + (" …" if len(listed) > 6 else "")))
        standing = touched["version"].notna() & ~touched["withdrawn"]
        if standing.any():
            st.info(t("upload.save.republish"))
        if standing.any() and found.comparison.changed:
            reason = st.text_input(t("upload.save.reason"), max_chars=300, key=f"reason_{desk.number}").strip()
            st.caption(t("upload.save.reason_why", n=numbers.count(found.comparison.changed)))
        publish_now = st.checkbox(t("upload.save.publish"), value=True, key=f"publish_{desk.number}")
        st.caption(t("upload.save.publish_note"))
    if st.button(t("upload.save.button"), key="upload_save", type="primary"):
        if reason == "":
            st.error(t("upload.save.reason_missing"))
            return
        upload_desk.save(desk, reason, publish_now)
        st.rerun()
