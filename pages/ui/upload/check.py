"""The last look before anything is stored: what would change, what was refused and why, the first rows."""

import datetime as dt

import pandas as pd
import streamlit as st

from data.batches import conflicts
from data.reading.judging import namesakes
from data.terms.problems import Problem, words
from pages.ui.page import cached, guard
from pages.ui.panel import problems
from pages.ui.publishing import homes, kinds
from pages.ui.upload import detected, first_rows, intake, labels
from pages.ui.upload.submission import Found, Submission
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
            if found.comparison is not None:
                codes = labels.code_names(intake.known_now(), upload.mapping)
                homes.of_file(found.comparison.rated_twice, codes["agency"])
                kinds.of_file(found.comparison.unpublished, codes)
        problems.show(upload)
        if not upload.preview.empty:
            first_rows.show(upload)
        st.divider()
    reason, publish_now, unsaid = None, False, []
    if found.savable:
        reason, publish_now = saving(submission, found.touched, found.comparison.changed)
        unsaid = _second_yes(submission)
    with st.container(horizontal=True, key="upload_buttons"):
        pressed = found.savable and st.button(t("upload.save.button"), key="upload_save", type="primary")
        if st.button(t("upload.cancel" if found.savable else "upload.choose_other"), key="upload_cancel"):
            intake.clear()
            st.rerun()
    if pressed and unsaid:
        st.error(" ".join(t(f"upload.save.{name}_missing") for name in unsaid))
    elif pressed and reason == "":
        st.error(t("upload.save.reason_missing"))
    elif pressed:
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
        refusal(problem)
    if found.comparison is None:
        return
    if found.overtaken is not None:
        overtaken(found.overtaken)
    if (earlier := found.comparison.earlier) is not None:
        batch = cached.ask("batch_list").set_index("batch_id").loc[earlier]
        when = formats.day(batch["received_at"].to_pydatetime())
        st.info(t("upload.check.known", when=when, batch=earlier), title=t("upload.check.known_title"))
    elif found.comparison.conflicts:
        problems.causes(found.comparison.conflicts)
        if PERSON_TWICE in {problem.code for problem in found.comparison.conflicts} and are_two(t("upload.check.two")):
            submission.given["namesakes"] = namesakes.TWO
            intake.read(submission)
            st.rerun()


PERSON_TWICE = "person_twice"


def are_two(label: str) -> bool:
    """Whether the planner says that people of one name, one of whom is stored under another number, are two."""
    st.caption(t("upload.check.two_note"))
    return st.button(label, key="upload_two")


def overtaken(problem: Problem) -> None:
    """That somebody was quicker: who and when."""
    told = problem.detail
    who = t(f"role.{told['actor']}") if told["actor"] in guard.ROLES else formats.plain(told["actor"])
    st.warning(t("upload.check.overtaken", who=who, when=formats.day(dt.datetime.fromisoformat(told["when"]))))


def refusal(problem: Problem) -> None:
    """Why saving was refused."""
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


def _second_yes(submission: Submission) -> list[str]:
    """A tick for each thing a file is saved with all the same: most of it refused (partial), rows of it not published
    (unpublished), answers of several people replaced by others (replaced). Which of them are not ticked."""
    upload, asked = submission.found.upload, {}
    if conflicts.mostly_refused(upload):
        judged = formats.count(upload.rows_refused + upload.rows_kept)
        asked["partial"] = {"refused": formats.count(upload.rows_refused), "of": judged}
    if found := submission.found.comparison.unpublished:
        asked["unpublished"] = {"n": formats.count(sum(one.rows for one in found))}
    if replaced := submission.found.comparison.replaced:
        asked["replaced"] = {"n": formats.count(replaced)}
    return [
        name
        for name, numbers in asked.items()
        if not st.checkbox(t(f"upload.save.{name}", **numbers), key=f"{name}_{submission.number}")
    ]


def saving(submission: Submission, touched: pd.DataFrame | None, changed: int) -> tuple[str | None, bool]:
    """Reason (None: none is needed) and whether to publish; with what each of them means. `changed`: how many values
    that count would be replaced."""
    st.subheader(t("upload.save.title"), anchor=False)
    if touched is None:
        return None, False
    reason, places = None, labels.labels(intake.known_now(), "region", None)
    listed = [f"{places.get(row.region, row.region)}, {formats.period(row.period)}" for row in touched.itertuples()]
    st.markdown(t("upload.save.periods", periods="; ".join(listed[:6]) + (" …" if len(listed) > 6 else "")))
    standing = touched["version"].notna() & ~touched["withdrawn"]
    if standing.any():
        st.info(t("upload.save.republish"))
    if standing.any() and changed:
        reason = st.text_input(t("upload.save.reason"), max_chars=300, key=f"reason_{submission.number}").strip()
        st.caption(t("upload.save.reason_why", n=formats.count(changed)))
    if not guard.may("publish"):
        st.caption(t("upload.save.publish_others"))
        return reason, False
    publish_now = st.checkbox(t("upload.save.publish"), value=True, key=f"publish_{submission.number}")
    st.caption(t("upload.save.publish_note"))
    return reason, publish_now
