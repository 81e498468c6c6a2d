"""Why there is no plan: limits none can keep, in the words and the units of the fields a planner types them into."""

import math

import pandas as pd
import streamlit as st

from analytics.plan.limits import RESOURCES, floor_seats
from analytics.plan.steps import Question
from pages.answers.plan.scenario import MILLION
from pages.ui.page.names import names
from pages.ui.plan import making
from pages.ui.words import formats, t

SPENT = ("budget", "rooms", "trainers", "mentors", "away")  # limits without any of which nobody can be sent


def finding(work: making.Work) -> str:
    """That no plan is possible where that is proved, else that none was found."""
    known = work.answers.get("clashes")
    return t("training_plan.impossible" if known is not None and known.state == "proved" else "training_plan.not_found")


def draw(work: making.Work) -> None:
    """What must give, as soon as it is known."""
    if "clashes" not in work.answers:
        return
    if not work.answers["clashes"].limits.empty:
        st.markdown(t("training_plan.must_give"))
    for sentence in sentences(work):
        st.markdown(f"- {sentence}")


def no_seats(work: making.Work) -> str:
    """Why a plan that keeps all limits sends nobody, though there are needs."""
    limits = work.question.limits
    zero = [t(f"training_plan.in_{name}") for name in SPENT if not getattr(limits, name)]
    return t("training_plan.no_seats_zero", fields=", ".join(zero)) if zero else t("training_plan.no_seats_small")


def sentences(work: making.Work) -> list[str]:
    """Which limits must give, and how far (`infeasible.Clash`)."""
    known = work.answers["clashes"]
    table = known.limits
    if table.empty:
        return [t(f"plan_limit.unproved.{known.state}"), t("training_plan.tight")]
    kinds = table["limit"].str.partition(":")
    table = table.assign(kind=kinds[0], what=kinds[2])
    floors = table[table["kind"] == "floor"]
    each = [_sentence(work.question, row) for row in table[table["kind"] != "floor"].itertuples()]
    return [*each, _floor(work.question, floors)] if len(floors) else each


def _sentence(asked: Question, row) -> str:
    called, limits = names("programmes"), asked.limits
    if math.isnan(row.needed):
        what = t(f"training_plan.in_{row.kind}") if row.kind not in ("lock", "ban") else row.what
        return t("plan_limit.unknown", what=what)
    if row.kind in ("lock", "ban"):
        wish = (limits.locked if row.kind == "lock" else limits.forbidden)[int(row.what)]
        what, (allowed, needed) = formats.plain(called[wish.programme]), map(formats.count, (row.allowed, row.needed))
        return t(f"plan_limit.{row.kind}", what=what, allowed=allowed, needed=needed)
    field = t(f"training_plan.in_{row.kind}")
    if row.kind == "away":  # its rows are units over a year, which no share typed here can be read off
        return t("plan_limit.away", field=field, allowed=formats.count(limits.away * 100))
    if row.kind in RESOURCES:
        allowed, needed = row.allowed, row.needed
    else:
        allowed, needed = limits.budget / MILLION, row.needed / MILLION
    needed = math.ceil(needed - 1e-6)
    return t("plan_limit.more", field=field, allowed=formats.count(allowed), needed=formats.count(needed))


def _floor(asked: Question, floors: pd.DataFrame) -> str:
    """One share holds for all agencies: the largest that leaves each agency named the seats it can have."""
    below = asked.persons[asked.persons["employee"].isin(asked.gaps.loc[asked.gaps["need"] > 0, "employee"])]
    people, called = below.groupby("agency").size(), names("agencies")
    most = round(asked.limits.floor * 100)
    seats = dict(zip(floors["what"], floors["needed"], strict=True))
    share = next(
        share
        for share in range(most, -1, -1)
        if all(floor_seats(int(people[code]), share / 100) <= places + 1e-6 for code, places in seats.items())
    )
    return t(
        "plan_limit.floor",
        field=t("training_plan.in_floor"),
        allowed=formats.count(most),
        needed=formats.count(share),
        what=", ".join(formats.plain(called.get(code, code)) for code in seats),
    )
