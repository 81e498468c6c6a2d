"""One file a planner submits: where it lies, what was said about it, what was understood, what became of it.

The file waits below `CERMIN_HOME/incoming` under a name of ours. Whatever ends the work on it deletes it; what a closed
browser left behind goes after half a day.
"""

import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.batches import batches
from data.batches.batches import Comparison
from data.catalog import catalog
from data.publishing import publish
from data.publishing.waiting import SCORES, SPEAKS_OF, Outcome, Subject, publish_each
from data.reading import memory
from data.reading import upload as reading
from data.reading.upload import Upload
from data.store import machine_failures
from data.store.store import Store
from data.terms.problems import Problem, Refused
from pages.ui.jobs.background import Job, jobs, log
from pages.ui.page import cached, guard, screen
from pages.ui.serving import spool

_ABANDONED = 12 * 3600  # seconds
_QUICK = 1.2  # seconds a page waits for work before it shows how far that is


@dataclass(frozen=True)
class Found:
    """What one reading gave. `comparison` and `touched` (see `data.publishing.publish.touched`) only where rows can be
    saved. `overtaken`: who changed what is stored between preview and Save, and when."""

    upload: Upload
    comparison: Comparison | None = None
    touched: pd.DataFrame | None = None
    overtaken: Problem | None = None

    @property
    def savable(self) -> bool:
        """Whether there is anything to save and nothing that forbids it."""
        return self.comparison is not None and not (self.comparison.earlier or self.comparison.conflicts)


@dataclass(frozen=True)
class Saved:
    """What became of a file: its batch, what it changed (`touched`), and what became of that when it was published.
    `failed`: the batch stands, but publishing broke off."""

    batch: int
    rows: int
    kind: str
    touched: list[Subject]
    released: list[Outcome]
    failed: bool = False


@dataclass
class Submission:
    """`step` is choose, ask, check or done; while `job` (its number) is set the planner waits. `given` is the mapping
    as far as the planner said it; `answers` are answers not yet given to the reader (see `answers`)."""

    step: str = "choose"
    number: int = 0
    folder: Path | None = None
    file_name: str = ""
    given: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    found: Found | None = None
    job: str | None = None
    saved: Saved | None = None
    refused: list[Problem] = field(default_factory=list)
    expired: bool = False

    @property
    def file(self) -> Path:
        return self.folder / "file"


def current() -> Submission:
    """The submission of this visit."""
    submission = st.session_state.setdefault("submission", Submission())
    lost_job = submission.job is not None and jobs().get(submission.job) is None
    lost_file = submission.step in ("ask", "check") and not submission.file.exists()
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


def take(submission: Submission, uploaded) -> None:
    """Put an uploaded file in a folder of its own, let go of the server's copy in memory, and begin to read."""
    incoming = cached.store().home / "incoming"
    _sweep(incoming)
    submission.folder = Path(tempfile.mkdtemp(prefix="browser-", dir=incoming))
    submission.file_name = uploaded.name
    with spool.claim(uploaded) as source, submission.file.open("wb") as out:
        shutil.copyfileobj(source, out, 1 << 20)
    release(uploaded)
    submission.number += 1  # a new uploader: the old one still points at the bytes that are gone
    submission.expired = False
    read(submission)


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
    store, known, path, name, given, out = (
        cached.store(), known_now(), submission.file, submission.file_name, submission.given, submission.folder,
    )  # fmt: skip

    def do(job: Job) -> Found:
        upload = reading.read(path, name, known, given, out, job.tell)
        if any(question.blocking for question in upload.questions) or not upload.rows_kept:
            return Found(upload)
        memory.give_back()  # before the engine takes its share
        job.tell("compare", upload.rows_kept)
        return Found(upload, batches.compare(store, upload), _touched(store, upload))

    submission.job = jobs().start("upload", do, "survey")


def _touched(store: Store, upload: Upload) -> pd.DataFrame | None:
    return publish.touched(store, upload.rows) if SPEAKS_OF.get(upload.kind) == SCORES else None


def save(submission: Submission, reason: str | None, publish_now: bool) -> None:
    """Store the rows as one batch, then publish the periods it speaks of.

    Where somebody else stored something that changes what the planner was shown, nothing is stored: the counts are made
    anew and the planner looks again.
    """
    store, shown, actor, now = cached.store(), submission.found, guard.role(), screen.today()
    upload = shown.upload
    touched = []
    if submission.found.touched is not None:
        touched = [Subject(SCORES, row.region, row.period) for row in submission.found.touched.itertuples()]

    def do(job: Job) -> Saved | Found:
        job.tell("store", upload.rows_kept)
        try:
            batch = batches.accept(store, upload, actor, now, reason, shown=shown.comparison)
        except batches.Overtaken as late:
            return Found(upload, late.comparison, _touched(store, upload), late.problems[0])
        released: list[Outcome] = []
        try:
            job.tell("publish", 0.0)
            for outcome in publish_each(store, touched if publish_now else (), actor, now):
                released.append(outcome)
                job.tell("publish", len(released) / len(touched))
        except Exception as error:  # the batch stands: say so, rather than that all failed
            log.error("publish after save failed type=%s", type(error).__name__)
            return Saved(batch, upload.rows_kept, upload.kind, touched, released, failed=True)
        return Saved(batch, upload.rows_kept, upload.kind, touched, released)

    submission.job = jobs().start("upload", do, "store")


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
        if submission.found is None:
            clear()
            submission = st.session_state["submission"]
        submission.refused = [problem]
        return True
    if isinstance(result, Found):
        submission.found, submission.refused = result, []
        submission.step = "ask" if result.upload.questions else "check"
    else:
        submission.saved, submission.step = result, "done"
        for path in submission.folder.iterdir():
            if path != submission.found.upload.refused:
                path.unlink(missing_ok=True)
    return True


def known_now():
    """What the reader knows: the reference tables and how earlier files were read."""
    return _known(cached.store().version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _known(version: int) -> catalog.Known:
    return catalog.known(cached.store())


def _sweep(incoming: Path) -> None:
    """Delete what closed browsers left behind."""
    for folder in incoming.glob("browser-*"):
        if time.time() - folder.stat().st_mtime > _ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)
