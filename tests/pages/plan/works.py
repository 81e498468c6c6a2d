"""Questions whose plan takes for ever or no time, and what tests of the plan page read of it."""

import numpy as np

from analytics.plan.steps import Question
from pages.ui.plan import making
from tests.campaigns import plans as campaign

PARTS = campaign.middling(np.random.default_rng([1, 76]))
ENDLESS = Question(*PARTS, effort=10**13, seed=1)  # no search of these months was seen to reach a proof
SHORT = Question(*campaign.middling(np.random.default_rng([1, 7])), effort=1, seed=1)


def until(work: making.Work, step: str) -> None:
    """Wait for an answer of a work that goes on after it."""
    while step not in work.answers:
        work.job.wait(0.05)
        assert work.running


def button(session, label):
    return next((each for each in session.button if each.label == label), None)


def words(session) -> str:
    return " ".join(each.value for each in [*session.warning, *session.markdown, *session.caption])
