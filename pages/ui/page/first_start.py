"""The demo, made beside the running server; the first visitor sees periods appear one by one."""

import datetime as dt
import logging
import threading

import streamlit as st

from pages.ui.page import cached

log = logging.getLogger("cermin")


class Making:
    """One making of the demo in a thread of its own; `share` of the present `stage` is done."""

    def __init__(self) -> None:
        self.stage = "make"
        self.share = 0.0
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, **how: object) -> None:
        """Begin, unless one is under way. `how` goes to `data.upkeep.demo.load` (scale, regions, chosen)."""
        with self._lock:
            if self.running:
                return
            store = cached.store()  # opened here: the thread has no session to ask
            self._thread = threading.Thread(target=self._make, args=(store, how), daemon=True, name="demo")
            self._thread.start()

    def join(self) -> None:
        if self._thread is not None:
            self._thread.join()

    def _make(self, store, how: dict) -> None:
        from data.upkeep import demo  # only who makes the demo waits for the modules that invent it

        try:
            demo.load(store, dt.datetime.now(), progress=self._tell, **how)  # noqa: DTZ005 - the wall clock of the office
        except Exception as error:  # a thread has nobody to raise to; the page then offers the button again
            log.error("demo failed type=%s", type(error).__name__)

    def _tell(self, stage: str, share: float) -> None:
        self.stage, self.share = stage, share


@st.cache_resource(show_spinner=False)
def making() -> Making:
    """The one making of this process."""
    return Making()
