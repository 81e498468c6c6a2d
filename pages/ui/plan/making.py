"""Plans under way and plans made: one process per question, answers kept for every visit that asks the same.

Two searches run at once. One that no visit looks at any more ends where another waits for its place.
"""

import hashlib
import pickle
import secrets
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.plan.make import Plan
from analytics.plan.steps import STEPS, Question
from pages.ui.jobs.background import Job

ROOT = Path(__file__).parents[3]
KEPT = 16  # questions with their answers, some 5 MB each
AT_ONCE = 2
TURN = 0.5  # seconds a work waits before it looks whether another may go
LEFT = 4  # stopped plans a visit goes on seeing
UNSEEN = 15.0  # seconds without a look after which a visit has gone: an open page looks every second


@dataclass
class Work:
    """One question and its `answers` so far, by step (`analytics.plan.steps`): of the `rounds` the newest alone.

    `job` works on it; None where somebody stopped that: then the answer is the best plan there was, kept for nobody.
    """

    question: Question
    answers: dict[str, object] = field(default_factory=dict)
    rounds: int = 0
    job: Job | None = None
    seen: dict[str, float] = field(
        default_factory=dict
    )  # visit -> when it last looked, by the clock of `time.monotonic`

    @property
    def plan(self) -> Plan | None:
        """The best plan so far."""
        return next((plan for step in ("plan", "round", "quick") if (plan := self.answers.get(step))), None)

    @property
    def settled(self) -> bool:
        """Whether the plan will not change any more (what surrounds it may still come)."""
        return "plan" in self.answers

    @property
    def stopped(self) -> bool:
        return self.job is None

    @property
    def running(self) -> bool:
        return self.job is not None and self.job.running

    @property
    def failed(self) -> bool:
        """Whether the process ended before its last answer, and nobody had asked it to."""
        return self.job is not None and self.job.failed

    @property
    def searching(self) -> bool:
        """Whether the plan, or what clashes where there is none, is still looked for."""
        return self.running and (not self.settled or self.plan is None)

    def abandoned(self, now: float) -> bool:
        """Whether it is searched for nobody."""
        return self.searching and all(now - looked > UNSEEN for looked in list(self.seen.values()))

    def begin(self, free: threading.Semaphore, make_room: Callable[[], object] = lambda: None) -> None:
        """Begin a job that only waits: for its turn, then for the process. `make_room` is called while it waits."""
        self.job = Job("plan", lambda job: self._take_answers(job, free, make_room), "waiting")

    def stop(self) -> "Work":
        """End the job; what is left: the best plan there was, marked as stopped, or that the search has ended without
        one."""
        self.job.stop()
        ended = {"plan": None} if self.settled else {}
        left = ended if self.plan is None else {"round": replace(self.plan, state="stopped")}
        return Work(self.question, left, self.rounds)

    def _take_answers(self, job: Job, free: threading.Semaphore, make_room: Callable[[], object]) -> None:
        """Ask `pages.ui.plan.child` and take its answers. EOFError where it died."""
        while not free.acquire(timeout=TURN):
            job.tell("waiting", 0)  # ends here where it was stopped
            make_room()
        try:
            job.tell(STEPS[0], 0)
            command = [sys.executable, "-m", "pages.ui.plan.child"]
            with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
                try:
                    job.ends_by(process.kill)  # the solver hears no word while it searches
                    pickle.dump(self.question, process.stdin)
                    process.stdin.close()
                    step = ""
                    while step not in (STEPS[-1], "clashes"):
                        step, answer = pickle.load(process.stdout)
                        self.rounds += step == "round"
                        job.tell(_next(step, answer), self.rounds)  # first, so that nothing is taken once it is stopped
                        self.answers[step] = answer
                finally:
                    process.kill()
        finally:
            free.release()


def _next(step: str, answer: object) -> str:
    """The step worked on after an answer."""
    if step == "plan" and answer is None:
        return "clashes"
    if step == "round" or step not in STEPS[:-1]:
        return step  # another round may follow, and after the last step nothing does
    return STEPS[STEPS.index(step) + 1]


class Plans:
    """The works of this process by the digest of their question, newest asked last."""

    def __init__(self) -> None:
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._lock = threading.Lock()
        self._free = threading.Semaphore(AT_ONCE)

    def ask(self, key: str, question: Question, visit: str = "") -> Work:
        """The work on a question: begun now, under way, or done before - for whoever asked it."""
        with self._lock:
            if key not in self._works:
                self._works[key] = Work(question, seen={visit: time.monotonic()})
                self._works[key].begin(self._free, self.make_room)
            self._works[key].seen[visit] = time.monotonic()
            self._works.move_to_end(key)
            for old in [key for key, work in self._works.items() if not work.running][
                : max(0, len(self._works) - KEPT)
            ]:
                del self._works[old]
            return self._works[key]

    def stop(self, key: str) -> Work | None:
        """End a search and forget it, so that whoever asks the same gets a whole answer; what is left of it. None where
        it has ended by itself."""
        with self._lock:
            work = self._works.get(key)
            if work is None or not work.searching:
                return None
            del self._works[key]
        return work.stop()

    def leave(self, key: str, visit: str) -> None:
        """A visit asks another question now."""
        with self._lock:
            if key in self._works:
                self._works[key].seen.pop(visit, None)

    def make_room(self) -> None:
        """End every search nobody looks at, and forget it."""
        with self._lock:
            now = time.monotonic()
            gone = [key for key, work in self._works.items() if work.abandoned(now)]
            ended = [self._works.pop(key) for key in gone]
        for work in ended:
            work.stop()

    def forget(self, key: str) -> None:
        """Let a work that failed be begun anew."""
        with self._lock:
            if key in self._works and self._works[key].failed:
                del self._works[key]


def ask(question: Question, place: str) -> Work:
    """The work on a question of this visit; where it stopped that, what was left. place: which of its scenarios asks,
    and lets go of what it asked before."""
    key, visit = digest(question), _visit()
    places = st.session_state.setdefault("plan_places", {})
    before, places[place] = places.get(place), key
    if before is not None and before not in places.values():
        plans().leave(before, visit)
    return _stopped().get(key) or plans().ask(key, question, visit)


def look(work: Work) -> None:
    """This visit still waits for a work."""
    work.seen[_visit()] = time.monotonic()


def _visit() -> str:
    return st.session_state.setdefault("visit", secrets.token_hex(8))


def stop(question: Question) -> None:
    """End the work on a question. This visit goes on seeing the best plan there was."""
    key = digest(question)
    if left := plans().stop(key):
        stopped = _stopped()
        stopped[key] = left
        for old in list(stopped)[:-LEFT]:
            del stopped[old]


def again(question: Question) -> None:
    """Let a question be worked on anew that failed, or that this visit stopped."""
    key = digest(question)
    _stopped().pop(key, None)
    plans().forget(key)


def _stopped() -> dict[str, Work]:
    return st.session_state.setdefault("stopped_plans", {})


def digest(question: Question) -> str:
    """The question in 64 hex digits: equal inputs, equal digest, whichever batch they came with."""
    frames = (question.persons, question.gaps, question.programmes, question.links)
    found = hashlib.sha256(repr((question.limits, question.effort, question.seed)).encode())
    for frame in frames:
        found.update(repr(list(frame.columns)).encode())
        plain = frame.astype({name: str for name in frame if frame[name].dtype == object})  # tuples have no hash here
        found.update(pd.util.hash_pandas_object(plain, index=False).to_numpy().tobytes())
    return found.hexdigest()


@st.cache_resource(show_spinner=False)
def plans() -> Plans:
    """The plans of this process."""
    return Plans()
