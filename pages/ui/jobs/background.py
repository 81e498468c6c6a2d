"""Long work beside the page: a thread of its own, how far it is, and a way to stop it."""

import logging
import secrets
import threading
from collections.abc import Callable

import streamlit as st

from data.reading import memory

log = logging.getLogger("cermin")
Tell = Callable[[str, float], None]


class Stopped(Exception):
    """The planner does not want this work any more."""


class Work:
    """One piece of work. It calls `tell(stage, amount)` now and then; `amount` means what the stage says."""

    def __init__(self, do: Callable[[Tell], object], first_stage: str) -> None:
        self.stage, self.amount = first_stage, 0.0
        self._do, self._result, self._error, self._stop = do, None, None, False
        self._thread = threading.Thread(target=self._run, daemon=True, name="upload")
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Ask it to end at its next word. What it already stored stays."""
        self._stop = True

    def result(self) -> object:
        """What came out; raises what the work raised."""
        if self._error is not None:
            raise self._error
        return self._result

    def _tell(self, stage: str, amount: float) -> None:
        if self._stop:
            raise Stopped
        self.stage, self.amount = stage, amount

    def _run(self) -> None:
        try:
            self._result = self._do(self._tell)
        except Exception as error:  # handed to the page, which speaks to the planner
            self._error = error
            if not isinstance(error, Stopped):
                log.error("upload work failed type=%s", type(error).__name__)
        finally:
            memory.give_back()


@st.cache_resource(show_spinner=False)
def _all() -> dict[str, Work]:
    """Every piece of work of this process: a session keeps only its number, which stays a plain value."""
    return {}


def start(do: Callable[[Tell], object], first_stage: str) -> str:
    """Begin a piece of work and return its number."""
    number = secrets.token_hex(8)
    _all()[number] = Work(do, first_stage)
    return number


def get(number: str) -> Work | None:
    """The work of that number; None where the server has been started anew since."""
    return _all().get(number)


def forget(number: str) -> None:
    """Let go of a piece of work, stopping it where it still runs."""
    work = _all().pop(number, None)
    if work is not None:
        work.stop()
