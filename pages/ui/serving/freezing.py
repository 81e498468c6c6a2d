"""Answers are frozen beside the running server, as soon as something was released or what they stand on changed."""

import time

from data.terms.actors import system
from pages.ui.jobs.background import Job, jobs
from pages.ui.page import cached, first_start, states

PAUSE = 1.0  # seconds between two looks at the version of the store


def keep_up() -> None:
    """Begin to freeze what is missing, now and after every change; for the server, once.

    What is released from now on is frozen, and the newest release of each region. Older ones stay as they are: who asks
    for them waits a little, and the start of a server with years of releases does not take minutes of its processor.
    """
    store, others, actor = cached.store(), jobs(), system("cermin")  # opened here: the thread has no session to ask

    def work(job: Job) -> None:
        from pages.answers.kept import freezing  # scikit-learn among it: the server opens its door before

        while (demo := others.get(first_start.NUMBER)) is not None and demo.running:
            time.sleep(PAUSE)  # every one of its releases would be worked out, while it still needs the processor
        passed, done = set(store.query(actor, "published")["snapshot_id"]), None
        while True:
            version = store.version()
            if version != done:
                job.tell("freeze", 0.0)
                for region, period, roles in freezing.missing(store, actor, passed=passed):
                    freezing.freeze(store, actor, region, period, roles)
                done = version if version == store.version() else None
            job.tell("wait", 0.0)
            time.sleep(PAUSE)

    others.start("answers", work, "wait", states.FREEZING)
