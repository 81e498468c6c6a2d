"""The second scenario: beside the first where both have a plan, by itself where the first has none."""

import streamlit as st

from analytics.plan import report
from pages.answers.choice import Choice
from pages.answers.plan.plan import Made
from pages.answers.plan.scenario import Asked
from pages.ui.plan import choices, clashes, frames, sections
from pages.ui.words import formats, t


def draw(choice: Choice, asked: Asked, made: Made | None) -> None:
    """The way to a second scenario, or what came of it. asked, made: the first and its plan, None without one."""
    other = choices.second(asked)
    if other is None:
        return
    work = frames.work(choice, other, "skenario")
    choices.progress("skenario", work)
    settled = work.settled  # read first: the plan may come while the page is drawn
    second = frames.made(work)
    if second is not None and made is not None:
        sections.compared(choice, (asked, made), (other, second))
    elif second is not None:
        st.markdown(_alone(second))
    elif settled:
        st.warning(clashes.finding(work))
        clashes.draw(work)


def _alone(made: Made) -> str:
    total = report.totals(made.plan, made.gaps, made.programmes)
    return t(
        "training_plan.only_second", cost=formats.rupiah(total["cost"]), share=formats.percent(total["share_closed"], 1)
    )
