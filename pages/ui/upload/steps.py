"""The frame of the upload page: where one stands, the first step, waiting, and the end."""

import html

import streamlit as st

from data.reading.kinds import template
from pages.ui.charts import look
from pages.ui.jobs.background import jobs
from pages.ui.page import cached, downloads, first_start, guard, screen, states
from pages.ui.panel import problems
from pages.ui.publishing import waiting
from pages.ui.upload import intake, mapping, several, several_check
from pages.ui.upload.submission import Saved, Submission
from pages.ui.words import formats, t

_STEPS = ("choose", "ask", "check", "save", "done")
MOST = 300  # megabytes


def steps(submission: Submission) -> None:
    """The five steps in a row, the present one marked by more than colour."""
    here = submission.step
    if submission.job is not None:
        saving = submission.step == "check" and jobs().get(submission.job).stage in ("store", "publish")
        here = "save" if saving else "ask"
    at, accent, parts = _STEPS.index(here), look.current().accent, []
    for place, name in enumerate(_STEPS):
        bar = accent if place <= at else "color-mix(in srgb, currentColor 22%, transparent)"
        style = f"border-top:4px solid {bar};" + ("font-weight:700;" if place == at else "")
        mark = "✓ " if place < at else f"{place + 1}. "
        current = ' aria-current="step"' if place == at else ""
        parts.append(f'<li style="{style}"{current}>{mark}{html.escape(t(f"upload.step.{name}"))}</li>')
    st.html(f'<ol class="upload-steps" aria-label="{html.escape(t("upload.step.label"))}">{"".join(parts)}</ol>{_CSS}')


_CSS = """<style>
.upload-steps { list-style: none; display: flex; gap: .5rem; padding: 0 !important; margin: .25rem 0 .5rem !important; }
.upload-steps li[aria-current] ~ li { color: color-mix(in srgb, currentColor 72%, transparent); }
.upload-steps li { flex: 1 1 7rem; padding-top: .35rem; font-size: .95rem; margin: 0 !important; }
@media (max-width: 640px) { .upload-steps li:not([aria-current]) { flex: 0 1 1.5rem; height: 0; overflow: hidden;
  white-space: nowrap; padding-top: 0; } }
.st-key-upload_rows td:first-child, [class*="st-key-upload_cause"] td:first-child { min-width: 0 !important; }
</style>"""


def wanted(submission: Submission) -> str:
    """What the planner is here for: a file, the reference tables or the employees' desk; asked only while no file is on
    its way."""
    rights = {"file": "batch", "table": "reference", "desk": "letter"}
    may = [one for one, right in rights.items() if guard.may(right)]
    if submission.step != "choose" or submission.job is not None:
        return "file"
    return st.segmented_control(
        t("reference.choose_what"), may, default="file", required=True, key="upload_what",
        format_func=lambda one: t(f"reference.what_{one}"), label_visibility="collapsed",
    )  # fmt: skip


def choose(submission: Submission) -> None:
    """Step 1: the file, and beside it the template for those who have none."""
    if submission.expired:
        st.info(t("upload.choose.expired"))
    problems.causes(submission.refused)
    file, form = st.columns([3, 2], gap="large")
    with file:
        uploaded = st.file_uploader(
            t("upload.choose.label"),
            accept_multiple_files=True,
            key=f"uploader_{submission.number}",
            max_upload_size=MOST,
            help=t("upload.choose.help"),
        )
        st.markdown(t("upload.choose.limits", most=MOST))
        st.caption(t("upload.choose.safe"))
        mapping.give(submission)
    with form:
        st.markdown(f"**{t('upload.choose.template')}**")
        st.markdown(t("upload.choose.template_why"))
        known, year = intake.known_now(), screen.today().year
        with st.container(horizontal=True):
            for kind, make, mime in (
                ("xlsx", template.template_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("csv", template.template_csv, "text/csv"),
            ):
                downloads.button(
                    t(f"upload.choose.template_{kind}"), lambda make=make: make(known, year), mime=mime,
                    file_name=f"cermin-templat.{kind}", key=f"template_{kind}",
                )  # fmt: skip
    if uploaded:
        several.take(submission, uploaded)
        st.rerun()


def wait(submission: Submission) -> None:
    """While a thread reads or saves: what it is doing, and before saving a way out."""
    if intake.collect(submission):
        st.rerun()
    _watch()


@st.fragment(run_every=1)
def _watch() -> None:
    submission = intake.current()
    job = jobs().get(submission.job) if submission.job else None
    if job is None or not job.running:
        st.rerun(scope="app")
    stage, amount, of = job.stage, job.amount, job.of
    share = amount if stage == "publish" else {"survey": 0.2, "rows": 0.5, "check": 0.8, "compare": 0.9}.get(stage, 0.1)
    if of:  # of several files the one at hand
        share, amount = amount / of, amount + 1
    st.progress(min(1.0, share), text=t(f"upload.stage.{stage}", n=formats.count(amount), of=formats.count(of)))
    st.caption(t("upload.stage.leave"))
    if stage not in ("store", "publish") and st.button(t("upload.cancel"), key="upload_stop"):
        intake.clear()
        st.rerun(scope="app")


def done(submission: Submission) -> None:
    """Step 5: the batch, what was published, what waits, and where to look now."""
    saved = submission.saved
    (several_check.done if submission.several else _saved)(submission)
    _releases(saved)
    _where_to_look([(one.subject.region, one.subject.period) for one in saved.released if one.release is not None][-3:])
    if submission.found is not None and (path := submission.found.upload.refused) is not None and path.exists():
        st.warning(t("upload.done.refused", n=formats.count(submission.found.upload.rows_refused)))
        problems.download(path, submission.file_name)
    if st.button(t("upload.done.another"), key="upload_another", type="primary"):
        intake.clear()
        st.rerun()


def _saved(submission: Submission) -> None:
    """One file as one batch."""
    saved = submission.saved
    st.success(
        t(
            "upload.done.saved",
            n=formats.count(saved.rows),
            batch=saved.batch,
            file=formats.plain(submission.file_name),
        ),
        title=t("upload.done.title"),
    )


def _releases(saved: Saved) -> None:
    """What was published, what was too small for it, what is held back, and what waits."""
    for outcome in saved.released:
        if outcome.release is None:
            st.warning(waiting.scores_sentence(outcome))
            continue
        st.markdown(waiting.released_sentence(outcome))
        if outcome.release.held:
            st.info(t("waiting.held", n=formats.count(outcome.release.held)), title=t("waiting.held_title"))
        if outcome.release.undecided:
            st.warning(t("homes.waiting", n=formats.count(outcome.release.undecided)), title=t("homes.title"))
    if saved.failed:
        st.error(t("upload.done.not_published"))
    if unpublished := len(saved.touched) - len(saved.released):
        st.info(t("upload.done.waiting", n=formats.count(unpublished)))


def _where_to_look(released: list[tuple[str, str]]) -> None:
    """Links to the pages that show each (region, period)."""
    pages = [page for page in ("agency_trends", "sector_comparison") if states.page_exists(page)]
    with st.container(horizontal=True):
        for region, period in released:
            for page in pages:
                label = "→ " + t(f"upload.done.open_{page}", period=formats.period(period, short=True))
                screen.link(page, label, daerah=region, periode=period, sektor=None, opd=None, jabatan=None,
                           indikator=None, sumber=None)  # fmt: skip


def demo() -> None:
    """The demo notice with its button, wherever a demo batch still is, and how far one is that is being made."""
    first_start.notice(follow=False)
    if cached.ask("batch_list")["demo"].any():
        screen.demo_notice()
