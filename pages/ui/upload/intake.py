"""The work on one file a planner submits: putting it aside, reading, saving, and taking over what work gave.

The file waits below `CERMIN_HOME/incoming` under a name of ours. Whatever ends the work on it deletes it; what a closed
browser left behind goes after half a day.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.batches import batches
from data.catalog import catalog
from data.publishing import publish
from data.publishing.waiting import SCORES, SPEAKS_OF, Outcome, Subject, publish_each
from data.reading import memory
from data.reading import upload as reading
from data.reading.upload import Upload
from data.store import machine_failures
from data.store.store import Store
from data.terms.actors import Actor
from data.terms.problems import Refused
from pages.ui.jobs.background import Job, jobs, log
from pages.ui.page import cached, guard, screen
from pages.ui.serving import spool
from pages.ui.upload import answers
from pages.ui.upload.submission import Found, Saved, Submission

_ABANDONED = 12 * 3600  # seconds
_QUICK = 1.2  # seconds a page waits for work before it shows how far that is


def current() -> Submission:
    """The submission of this visit."""
    submission = st.session_state.setdefault("submission", Submission())
    lost_job = submission.job is not None and jobs().get(submission.job) is None
    lost_file = submission.step in ("ask", "check") and not submission.waits
    if lost_job or lost_file:
        clear()
        submission = st.session_state["submission"]
        submission.expired = True
    return submission


def clear() -> None:
    """An empty submission. Its job is stopped, then the file and everything made from it deleted; the store was never
    touched."""
    submission: Submission = st.session_state.get("submission", Submission())

    def delete() -> None:
        if submission.folder is not None:
            shutil.rmtree(submission.folder, ignore_errors=True)

    jobs().forget(submission.job, afterwards=delete)
    st.session_state["submission"] = Submission(number=submission.number + 1)


def folder() -> Path:
    """A new folder for what one planner uploads."""
    incoming = cached.store().home / "incoming"
    _sweep(incoming)
    return Path(tempfile.mkdtemp(prefix="browser-", dir=incoming))


def put_aside(uploaded, path: Path) -> None:
    """Write an uploaded file to `path`, and let go of the server's copy in memory."""
    with spool.claim(uploaded) as source, path.open("wb") as out:
        shutil.copyfileobj(source, out, 1 << 20)
    release(uploaded)


def release(uploaded) -> bool:
    """Take an uploaded file out of the server's memory, where it would stay until the session ends; whether it worked.

    Streamlit has no public way (issues 9218, 10828), so this asks its private one, and only memory is lost without it.
    """
    try:
        context = get_script_run_ctx()
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=uploaded.file_id)
    except (AttributeError, TypeError, KeyError):
        return False
    return True


def read(submission: Submission) -> None:
    """Read the file as the planner said so far."""
    store, actor, known, path, name, given, out = (
        cached.store(), guard.actor(), known_now(), submission.file, submission.file_name, submission.given,
        submission.folder,
    )  # fmt: skip

    def do(job: Job) -> Found:
        upload = reading.read(path, name, known, given, out, job.tell)
        if any(question.blocking for question in upload.questions) or not upload.rows_kept:
            return Found(upload)
        memory.give_back()  # before the engine takes its share
        job.tell("compare", upload.rows_kept)
        return Found(upload, batches.compare(store, upload, actor), touched(store, upload, actor))

    submission.job = jobs().start("upload", do, "survey")


def go_on(submission: Submission) -> None:
    """Read the file again with the answers."""
    asked, told = submission.asked, submission.answers
    submission.given = answers.apply(submission.given, asked, told, known_now())
    submission.answers = {}
    read(submission)


def touched(store: Store, upload: Upload, actor: Actor) -> pd.DataFrame | None:
    return publish.touched(store, upload.rows, actor) if SPEAKS_OF.get(upload.kind) == SCORES else None


def save(submission: Submission, reason: str | None, publish_now: bool) -> None:
    """Store the rows as one batch, then publish the periods it speaks of.

    Where somebody else stored something that changes what the planner was shown, nothing is stored: the counts are made
    anew and the planner looks again. That most of the file was refused, or rows of it are not published, was weighed
    before this.
    """
    store, shown, actor, now = cached.store(), submission.found, guard.standing(), screen.today()
    upload = shown.upload
    subjects = subjects_of(submission.found.touched)

    def do(job: Job) -> Saved | Found:
        job.tell("store", upload.rows_kept)
        try:
            batch = batches.accept(
                store, upload, actor(), now, reason, shown=shown.comparison, partial=True, unpublished=True
            )
        except batches.Overtaken as late:
            return Found(upload, late.comparison, touched(store, upload, actor()), late.problems[0])
        released, failed = publish_all(job, store, subjects if publish_now else [], actor, now)
        return Saved(batch, upload.rows_kept, upload.kind, subjects, released, failed)

    submission.job = jobs().start("upload", do, "store")


def subjects_of(touched: pd.DataFrame | None) -> list[Subject]:
    """What is published of the places a file speaks of."""
    return [] if touched is None else [Subject(SCORES, row.region, row.period) for row in touched.itertuples()]


def publish_all(
    job: Job, store: Store, subjects: list[Subject], actor: Callable[[], Actor], now: datetime
) -> tuple[list[Outcome], bool]:  # fmt: skip
    """Publish these after saving; what came of it, and whether it broke off: what is saved stands all the same."""
    released: list[Outcome] = []
    try:
        job.tell("publish", 0.0)
        for outcome in publish_each(store, subjects, actor(), now):
            released.append(outcome)
            job.tell("publish", len(released) / len(subjects))
    except Exception as error:  # the batch stands: say so, rather than that all failed
        log.error("publish after save failed type=%s", type(error).__name__)
        return released, True
    return released, False


def collect(submission: Submission) -> bool:
    """Take over what finished work gave; False while it still runs. Raises what went wrong, with the submission
    usable."""
    job = jobs().get(submission.job)
    if not job.wait(_QUICK):
        return False
    jobs().forget(submission.job)
    submission.job = None
    try:
        result = job.result()
    except Refused as refused:
        submission.refused = refused.problems
        return True
    except Exception as error:
        problem = machine_failures.sentence(error)
        if problem is None:
            clear()
            raise
        if submission.found is None and submission.several is None:
            clear()
            submission = st.session_state["submission"]
        submission.refused = [problem]
        return True
    result.settle(submission)
    return True


def known_now():
    """What the reader knows: the reference tables and how earlier files were read."""
    return _known(cached.store().version(), guard.actor().sees)


@st.cache_resource(max_entries=4, show_spinner=False)
def _known(version: int, sees: tuple) -> catalog.Known:
    return catalog.known(cached.store(), guard.actor())


def _sweep(incoming: Path) -> None:
    """Delete what closed browsers left behind."""
    for folder in incoming.glob("browser-*"):
        if time.time() - folder.stat().st_mtime > _ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)
