"""The demo, made beside the running server; who comes meanwhile is told so, and sees what is ready.

A region and a period the visitor did not choose are not kept: they become those to begin with as more is ready.
"""

import datetime as dt

import pandas as pd
import streamlit as st

from data.terms.actors import Actor
from pages.ui.jobs.background import Job, jobs
from pages.ui.page import cached
from pages.ui.words import formats, t

NUMBER = "demo"  # of the one job: who presses twice begins it once


def start(actor: Actor, **how: object) -> None:
    """Begin to make the demo, unless that is under way. `how` goes to `data.upkeep.demo.load` (scale, regions,
    chosen)."""
    store = cached.store()  # opened here: the thread has no session to ask

    def make(job: Job) -> None:
        from data.upkeep import demo  # only who makes the demo waits for the modules that invent it

        store.reopen(threads=1)  # over so many small statements a second thread costs 40 % more processor
        try:
            demo.load(store, actor, dt.datetime.now(), progress=job.tell, **how)  # noqa: DTZ005 - the office's clock
        finally:
            store.reopen()  # and lets go of what forty releases made it hold: half of the process

    jobs().start("demo", make, "make", NUMBER)


def making() -> Job | None:
    """The making of the demo while it is under way; its amount is the share of the present stage that is done."""
    job = jobs().get(NUMBER)
    return job if job is not None and job.running else None


def ready() -> pd.DataFrame:
    """One row: one region with published periods, most periods first: region, region_name, n periods, newest period."""
    published = cached.ask("published")
    published = published[~published["withdrawn"]].sort_values("seq")
    by_region = published.groupby("region", as_index=False).agg(
        region_name=("region_name", "last"), n=("period", "nunique"), newest=("period", "last")
    )
    return by_region.sort_values(["n", "region"], ascending=[False, True], ignore_index=True)


def whole(published: pd.DataFrame) -> pd.DataFrame:
    """Rows of `published` of the regions with most periods: while the demo is made, the others are half there."""
    if making() is None:
        return published
    periods = published.groupby("region")["period"].transform("nunique")
    return published[periods == periods.max()]


def notice(follow: bool = True) -> None:
    """While the demo is made: how far it is and what is ready; nothing at other times. follow: whether the page is
    drawn again when more is ready."""
    if making() is not None:
        st.fragment(_watch, run_every=2)(_state() if follow else None)


def _state() -> tuple:
    """What a page drawn now shows of the demo: the regions to choose from, how many periods the fullest have, and how
    many regions that are."""
    counts = ready()["n"].tolist()
    return making() is None, len(counts), max(counts, default=0), counts.count(max(counts, default=0))


def _watch(seen: tuple | None) -> None:
    if seen is not None and _state() != seen:
        st.rerun(scope="app")
    work, here = making(), ready()
    if work is None:  # it has ended since, and the next look notices
        return
    begun, rest = {"make": (0.0, 0.0), "accept": (0.1, 0.3), "publish": (0.4, 0.6)}[work.stage]
    each = [
        t("demo.ready_one", place=formats.plain(row.region_name or row.region), n=row.n) for row in here.itertuples()
    ]
    words = t("demo.ready", ready=", ".join(each)) if each else t("demo.loading")
    st.progress(begun + rest * work.amount, text=words)
