"""The work on several files: taking them in, reading one after the other, and saving those that are chosen."""

import copy
from dataclasses import dataclass, replace

import pandas as pd

from data.batches import batches, together
from data.publishing.waiting import Subject
from data.reading import several
from data.reading.form.archive import File
from data.reading.form.text import sniff
from data.reading.judging import namesakes
from data.store.store import Store
from data.terms.actors import Actor
from data.terms.problems import Problem
from pages.ui.jobs.background import Job, jobs
from pages.ui.page import cached, guard, screen
from pages.ui.upload import intake
from pages.ui.upload.bundle import Bundle
from pages.ui.upload.submission import Saved, Submission

_ROUNDS = 4  # readings of one file with answers given before; each answers what the one before could not yet ask


@dataclass(frozen=True)
class Read:
    """What a reading of all files, or of those that were asked about, gave."""

    bundle: Bundle

    def settle(self, submission: Submission) -> None:
        submission.several, submission.refused = self.bundle, []
        submission.step = "ask" if self.bundle.asked else "check"


@dataclass(frozen=True)
class SavedTogether:
    """What became of several files that were saved in one go."""

    bundle: Bundle
    saved: Saved

    def settle(self, submission: Submission) -> None:
        """The files go, but for what was refused of those that were saved."""
        submission.several, submission.saved, submission.step = self.bundle, self.saved, "done"
        for place, part in enumerate(self.bundle.parts):
            kept = self.bundle.uploads[place].refused
            for path in [part.file.path, *part.out.iterdir()]:
                if path != kept:
                    path.unlink(missing_ok=True)


def take(submission: Submission, uploaded: list) -> None:
    """Put uploaded files in a folder of their own and begin to read. A single one that is no ZIP of files, whatever its
    name says, goes the way of one file."""
    submission.folder = intake.folder()
    files = [File(submission.folder / f"file-{number:04}", each.name) for number, each in enumerate(uploaded)]
    for each, file in zip(uploaded, files, strict=True):
        intake.put_aside(each, file.path)
    submission.file_name = files[0].name
    submission.number += 1  # a new uploader: the old one still points at the bytes that are gone
    submission.expired = False
    if len(files) == 1 and sniff.kind_of(files[0].path) != "zip":
        files[0].path.rename(submission.file)
        intake.read(submission)
    else:
        _read_all(submission, files)


def _read_all(submission: Submission, files: list[File]) -> None:
    store, actor, known = cached.store(), guard.actor(), intake.known_now()
    given, folder = submission.given, submission.folder

    def do(job: Job) -> Read:
        parts, problems = several.parts(files, given, folder)
        bundle = Bundle(parts, problems, [])
        for place, part in enumerate(parts):
            job.tell("files", place, len(parts))
            bundle.uploads.append(several.read(part, known, lambda stage, n, at=place: _on(job, at, len(parts))))
        return _looked(job, store, bundle, actor)

    submission.job = jobs().start("upload", do, "files")


def _on(job: Job, place: int, files: int) -> None:
    job.tell("files", place, files)


def go_on(submission: Submission) -> None:
    """Read those files again that the answers speak of."""
    store, actor, known, given = cached.store(), guard.actor(), intake.known_now(), submission.answers
    bundle = copy.deepcopy(submission.several)
    submission.answers = {}

    def do(job: Job) -> Read:
        places = bundle.answer(given, known)
        for done, place in enumerate(places):
            job.tell("files", done, len(places))
            for _ in range(_ROUNDS):
                bundle.uploads[place] = several.read(bundle.parts[place], known)
                if not bundle.put(place, known):
                    break
            bundle.ask_again(place)
        return _looked(job, store, bundle, actor)

    submission.job = jobs().start("upload", do, "files")


def _looked(job: Job, store: Store, bundle: Bundle, actor: Actor, overtaken: Problem | None = None) -> Read:
    """How the files stand beside each other and what is stored, once nothing is open any more."""
    if bundle.opened:
        return Read(bundle)
    total = len(bundle.uploads)
    standings = together.look(store, bundle.uploads, actor, lambda place: job.tell("beside", place, total))
    touched = [None if one.comparison is None else intake.touched(store, one.upload, actor) for one in standings]
    twice = batches.rated_twice(store, [one.upload for one in standings if not one.held], actor)
    return Read(replace(bundle, standings=standings, touched=touched, rated_twice=twice, overtaken=overtaken))


def apart(submission: Submission, places: list[int]) -> None:
    """Read these files again with the answer that people of one name under two numbers are two."""
    store, actor, known, bundle = cached.store(), guard.actor(), intake.known_now(), copy.deepcopy(submission.several)

    def do(job: Job) -> Read:
        for done, place in enumerate(places):
            job.tell("files", done, len(places))
            bundle.parts[place].given["namesakes"] = namesakes.TWO
            bundle.uploads[place] = several.read(bundle.parts[place], known)
        return _looked(job, store, bundle, actor)

    submission.job = jobs().start("upload", do, "files")


def touched(bundle: Bundle, places: list[int]) -> pd.DataFrame | None:
    """What publishing these files would change: one row per region and period, as of one file."""
    frames = [bundle.touched[place] for place in places if bundle.touched[place] is not None]
    return pd.concat(frames, ignore_index=True).drop_duplicates(["region", "period"]) if frames else None


def save(submission: Submission, places: list[int], reason: str | None, publish_now: bool) -> None:
    """Store these files in one go, each a batch of its own, and publish what they change once."""
    store, bundle, actor, now = cached.store(), submission.several, guard.standing(), screen.today()
    chosen = [bundle.standings[place] for place in places]
    rows = sum(one.upload.rows_kept for one in chosen)

    def do(job: Job) -> Read | SavedTogether:
        job.tell("store", rows)
        try:
            gone = together.accept(store, chosen, actor(), now, reason)
        except batches.Overtaken as late:
            return _looked(job, store, bundle, actor(), late.problems[0])
        stored = {places[place]: number for place, number in gone.batches.items()}
        refused = {places[place]: problems for place, problems in gone.refused.items()}
        subjects: list[Subject] = intake.subjects_of(touched(bundle, list(stored)))
        released, failed = intake.publish_all(job, store, subjects if publish_now else [], actor, now)
        kept = sum(bundle.uploads[place].rows_kept for place in stored)
        saved = Saved(min(stored.values()), kept, "several", subjects, released, failed)
        return SavedTogether(replace(bundle, stored=stored, refused=refused), saved)

    submission.job = jobs().start("upload", do, "store")
