"""The last look before anything is stored: what would change, what was refused and why, the first rows."""

import datetime as dt

import streamlit as st

from data.terms.problems import Problem, words
from pages.ui.page import cached, guard
from pages.ui.panel import problems
from pages.ui.upload import detected, first_rows, intake, labels
from pages.ui.upload.intake import Found, Submission
from pages.ui.words import formats, language, t


def show(submission: Submission) -> None:
    """Everything about the file, and the two ways on: save it, or not."""
    found = submission.found
    upload = found.upload
    st.header(_title(found), anchor=False)
    _verdict(submission)
    if found.comparison is None or found.comparison.earlier is None:
        detected.show(submission)
        if upload.rows_read:
            counts(found)
        problems.show(upload)
        if not upload.preview.empty:
            first_rows.show(upload)
        st.divider()
    reason, publish_now = _saving(submission) if found.savable else (None, False)
    with st.container(horizontal=True, key="upload_buttons"):
        saving = found.savable and st.button(t("upload.save.button"), key="upload_save", type="primary")
        if st.button(t("upload.cancel" if found.savable else "upload.choose_other"), key="upload_cancel"):
            intake.clear()
            st.rerun()
    if saving and reason == "":
        st.error(t("upload.save.reason_missing"))
    elif saving:
        intake.save(submission, reason, publish_now)
        st.rerun()


def _title(found: Found) -> str:
    upload = found.upload
    if found.savable:
        return t("upload.check.title", n=formats.count(upload.rows_kept))
    if found.comparison is not None and found.comparison.earlier is not None:
        return t("upload.check.title_known")
    return t("upload.check.title_nothing")


def _verdict(submission: Submission) -> None:
    """What stands in the way, if anything does."""
    found = submission.found
    for problem in submission.refused:
        _refusal(problem)
    if found.comparison is None:
        return
    if found.overtaken is not None:
        told = found.overtaken.detail
        who = t(f"role.{told['actor']}") if told["actor"] in guard.ROLES else formats.plain(told["actor"])
        when = formats.day(dt.datetime.fromisoformat(told["when"]))
        st.warning(t("upload.check.overtaken", who=who, when=when))
    if (earlier := found.comparison.earlier) is not None:
        batch = cached.ask("batch_list").set_index("batch_id").loc[earlier]
        when = formats.day(batch["received_at"].to_pydatetime())
        st.info(t("upload.check.known", when=when, batch=earlier), title=t("upload.check.known_title"))
    elif found.comparison.conflicts:
        problems.causes(found.comparison.conflicts)


def _refusal(problem: Problem) -> None:
    sentence = words(problem, language())
    st.error(f"{sentence['what']} {sentence['fix']}")


def counts(found: Found) -> None:
    """New, changed, same, refused, left out: before anything is written."""
    upload, compared = found.upload, found.comparison
    figures = [("refused", upload.rows_refused), ("left_out", upload.rows_left_out)]
    if compared is not None:
        against = [(name, getattr(compared, name)) for name in ("new", "changed", "same")]
        figures = [*against, ("conflicts", len(compared.conflicts)), *figures]
    with st.container(horizontal=True, gap="xsmall", key="upload_counts"):
        for name, number in figures:
            note = t(f"upload.count.{name}_note")
            st.metric(
                t(f"upload.count.{name}"), formats.count(number), delta=note, delta_color="off", delta_arrow="off",
                border=True, width=161,
            )  # fmt: skip


def _saving(submission: Submission) -> tuple[str | None, bool]:
    """Reason (None: none is needed) and whether to publish; with what each of them means."""
    found, touched = submission.found, submission.found.touched
    st.subheader(t("upload.save.title"), anchor=False)
    if touched is None:
        return None, False
    reason, places = None, labels.labels(intake.known_now(), "region", None)
    listed = [f"{places.get(row.region, row.region)}, {formats.period(row.period)}" for row in touched.itertuples()]
    st.markdown(t("upload.save.periods", periods="; ".join(listed[:6]) + (" …" if len(listed) > 6 else "")))
    standing = touched["version"].notna() & ~touched["withdrawn"]
    if standing.any():
        st.info(t("upload.save.republish"))
    if standing.any() and found.comparison.changed:
        reason = st.text_input(t("upload.save.reason"), max_chars=300, key=f"reason_{submission.number}").strip()
        st.caption(t("upload.save.reason_why", n=formats.count(found.comparison.changed)))
    publish_now = st.checkbox(t("upload.save.publish"), value=True, key=f"publish_{submission.number}")
    st.caption(t("upload.save.publish_note"))
    return reason, publish_now
