"""Plans under way and plans made: one process per question, answers kept for every visit that asks the same."""

import hashlib
import logging
import pickle
import subprocess
import sys
import threading
from collections import OrderedDict
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.plan.make import Plan
from analytics.plan.steps import STEPS, Question

log = logging.getLogger("cermin")
ROOT = Path(__file__).parents[3]
KEPT = 16  # questions with their answers, some 5 MB each
AT_ONCE = 2


class Work:
    """One question and its `answers` so far, by step (`analytics.plan.steps`).

    `running` until the last answer is there; `failed` where the process ended early (`retry` asks again).
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.answers: dict[str, object] = {}
        self.running = self.failed = False
        self.waiting = False  # for another plan's process to end

    @property
    def plan(self) -> Plan | None:
        """The best plan so far."""
        found = self.answers.get("plan") or self.answers.get("quick")
        return found if isinstance(found, Plan) else None

    @property
    def settled(self) -> bool:
        """Whether the plan will not change any more (what surrounds it may still come)."""
        return "plan" in self.answers

    @property
    def step(self) -> str:
        """The step being worked on."""
        left = [step for step in STEPS if step not in self.answers]
        return "clashes" if self.settled and self.plan is None else left[0] if left else STEPS[-1]

    def start(self, free: threading.Semaphore) -> None:
        """Begin in a thread that only waits for the process."""
        self.running, self.failed = True, False
        threading.Thread(target=self._run, args=(free,), daemon=True, name="plan").start()

    def _run(self, free: threading.Semaphore) -> None:
        self.waiting = True
        with free:
            self.waiting = False
            try:
                for step, answer in _answers_of_process(self.question):
                    self.answers[step] = answer
            except Exception as error:  # a thread has nobody to raise to; the page then offers to try again
                log.error("plan failed type=%s", type(error).__name__)
                self.failed = True
        self.running = False


def _answers_of_process(question: Question):
    """The answers of `analytics.plan.steps.answers`, worked out by `pages.ui.plan.child`. EOFError where it died."""
    command = [sys.executable, "-m", "pages.ui.plan.child"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            pickle.dump(question, process.stdin)
            process.stdin.close()
            step = ""
            while step not in (STEPS[-1], "clashes"):
                step, answer = pickle.load(process.stdout)
                yield step, answer
        finally:
            process.kill()


class Desk:
    """The questions of this process, newest asked last."""

    def __init__(self) -> None:
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._lock = threading.Lock()
        self._free = threading.Semaphore(AT_ONCE)

    def ask(self, question: Question) -> Work:
        """The work on a question: begun now, under way, or done before - for whoever asked it."""
        key = digest(question)
        with self._lock:
            work = self._works.setdefault(key, Work(question))
            self._works.move_to_end(key)
            if not work.running and not work.failed and not work.answers:
                work.start(self._free)
            for old in [key for key, one in self._works.items() if not one.running][: max(0, len(self._works) - KEPT)]:
                del self._works[old]
            return work

    def retry(self, work: Work) -> None:
        """Begin again what failed."""
        with self._lock:
            if work.failed:
                work.answers.clear()
                work.start(self._free)


def digest(question: Question) -> str:
    """The question in 64 hex digits: equal inputs, equal digest, whichever batch they came with."""
    frames = (question.persons, question.gaps, question.programmes, question.links)
    found = hashlib.sha256(repr((question.limits, question.seconds, question.seed)).encode())
    for frame in frames:
        found.update(repr(list(frame.columns)).encode())
        plain = frame.astype({name: str for name in frame if frame[name].dtype == object})  # tuples have no hash here
        found.update(pd.util.hash_pandas_object(plain, index=False).to_numpy().tobytes())
    return found.hexdigest()


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """The one desk of this process."""
    return Desk()
