"""Long work beside the page: a thread of its own, how far it is, and a way to stop it."""

import logging
import secrets
import threading
from collections.abc import Callable

import streamlit as st

from data.reading import memory

log = logging.getLogger("cermin")


class Stopped(Exception):
    """Nobody wants this work any more."""


class Job:
    """One piece of work, begun at once. `do` is given the job and tells it how far it is; its answer is the `result`.

    `amount`, and what it is `of`, mean what the `stage` says. `name` is what the log calls the work.
    """

    def __init__(self, name: str, do: Callable[["Job"], object], first_stage: str) -> None:
        self.stage, self.amount, self.of = first_stage, 0.0, 0.0
        self._name, self._do = name, do
        self._result: object = None
        self._error: Exception | None = None
        self._stopped = False
        self._end: Callable[[], object] | None = None
        self._afterwards: Callable[[], object] | None = None
        self._lock = threading.Lock()  # of `_stopped` and what must not slip by it
        self._thread = threading.Thread(target=self._run, daemon=True, name=name)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether its thread still works, though it may have been asked to stop."""
        return self._thread.is_alive()

    @property
    def failed(self) -> bool:
        """Whether it has ended by an error; one that was stopped has not."""
        return not self.running and self._error is not None and not self._stopped

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end, or at most so long; whether it has ended."""
        self._thread.join(seconds)
        return not self.running

    def result(self) -> object:
        """What came out; raises what the work raised."""
        if self._error is not None:
            raise self._error
        return self._result

    def tell(self, stage: str, amount: float, of: float = 0.0) -> None:
        """For the work: how far it is. Raises Stopped where it is no longer wanted."""
        with self._lock:
            if self._stopped:
                raise Stopped
            self.stage, self.amount, self.of = stage, amount, of

    def ends_by(self, end: Callable[[], object]) -> None:
        """For work that tells nothing for long: `end` makes it end, as killing the process it waits for does."""
        with self._lock:
            if self._stopped:
                raise Stopped
            self._end = end

    def stop(self, afterwards: Callable[[], object] | None = None) -> None:
        """Ask it to end; what it already stored stays. `afterwards` is done as soon as it has ended, not before: what
        it has open cannot be deleted on Windows."""
        with self._lock:
            self._stopped = True
            if self._end is not None:
                self._end()
            if self._do is not None:
                self._afterwards = afterwards
                return
        if afterwards is not None:
            afterwards()

    def _run(self) -> None:
        try:
            self._result = self._do(self)
        except Exception as error:  # handed to the page, which speaks to the planner
            # What stopping broke off, as reading from a killed process, is no failure; kept, the frames of its error
            # would hold files open.
            self._error = Stopped() if self._stopped else error
            if not self._stopped:
                log.error("%s failed type=%s", self._name, type(error).__name__)
        finally:
            memory.give_back()
            with self._lock:
                self._do = self._end = None
            if self._afterwards is not None:
                self._afterwards()


class Jobs:
    """The jobs of this process by number: a session keeps only the number, which stays a plain value."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, name: str, do: Callable[[Job], object], first_stage: str, number: str | None = None) -> str:
        """Begin a job and return its number. Under a number that is given one job runs at a time: a second start then
        begins nothing."""
        with self._lock:
            number = number or secrets.token_hex(8)
            job = self._jobs.get(number)
            if job is None or not job.running:
                self._jobs[number] = Job(name, do, first_stage)
            return number

    def get(self, number: str) -> Job | None:
        """The job of that number; None where the server has been started anew since."""
        return self._jobs.get(number)

    def forget(self, number: str | None, afterwards: Callable[[], object] | None = None) -> None:
        """Let go of a job, where there is one, stopping it where it still runs. `afterwards`: see `Job.stop`; at once
        where there is none."""
        job = self._jobs.pop(number, None)
        if job is not None:
            job.stop(afterwards)
        elif afterwards is not None:
            afterwards()


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The jobs of this process."""
    return Jobs()
