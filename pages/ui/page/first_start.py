"""The demo, made beside the running server; the first visitor sees periods appear one by one."""

import datetime as dt

from pages.ui.jobs.background import Job, jobs
from pages.ui.page import cached

NUMBER = "demo"  # of the one job: who presses twice begins it once


def start(**how: object) -> None:
    """Begin to make the demo, unless that is under way. `how` goes to `data.upkeep.demo.load` (scale, regions,
    chosen)."""
    store = cached.store()  # opened here: the thread has no session to ask

    def make(job: Job) -> None:
        from data.upkeep import demo  # only who makes the demo waits for the modules that invent it

        demo.load(store, dt.datetime.now(), progress=job.tell, **how)  # noqa: DTZ005 - the wall clock of the office

    jobs().start("demo", make, "make", NUMBER)


def making() -> Job | None:
    """The making of the demo while it is under way; its amount is the share of the present stage that is done."""
    job = jobs().get(NUMBER)
    return job if job is not None and job.running else None
