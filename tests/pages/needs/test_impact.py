"""Whether past training helped, as planners see it: the demo's planted truths, and what cannot be judged."""

import pandas as pd
import pytest

from data.batches import batches
from data.terms.actors import system
from pages.answers.needs import impact
from pages.ui.words import t
from tests.pages.visits import chosen, fine, said
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import REGION


def opened(session):
    session.session_state["past_training"] = True
    return fine(session.run())


def test_it_is_worked_out_when_it_is_opened_and_counts_its_rows(planner_page):
    session = fine(planner_page("training_needs"))
    assert t("need_impact.note", "id") not in said(session)
    text = said(opened(session))
    runs = impact.runs(chosen())
    verdicts = runs["verdict"].value_counts()
    counts = {code: str(verdicts.get(code, 0)) for code in ("helped", "did_not", "untold")}
    assert len(runs) and t("need_impact.lead", "id", n=len(runs), **counts) in text
    assert set(runs["state"]) <= {"judged", "no_before", "too_recent", "not_linked", "small"}


def test_periods_around_a_run_are_over_before_and_begin_after(planner_page):
    fine(planner_page("training_needs"))
    choice = chosen()
    assert choice.periods == ("2025-S1", "2025-S2")
    day = pd.Timestamp
    assert impact.around(choice, day("2025-07-01"), day("2025-07-02")) == ("2025-S1", None)
    assert impact.around(choice, day("2025-06-30"), day("2025-06-30")) == (None, "2025-S2")
    assert impact.around(choice, day("2024-12-01"), day("2024-12-31")) == (None, "2025-S1")


def test_without_attendance_it_says_what_to_upload(planner_page, copies):
    session = fine(planner_page("training_needs"))

    def undo(store):
        for row in store.query(SYSTEM, "batch_list").itertuples():
            if row.kind == "attendance":
                batches.undo(store, int(row.batch_id), system("uji"), row.received_at, "uji")

    copies.change(undo)
    assert t("need_impact.none", "id") in said(opened(session))


@pytest.mark.whole
def test_the_planted_course_that_worked_is_found_and_the_others_are_not(open_page, homes):
    fine(open_page("training_needs", homes("years"), peran="planner", daerah=REGION, periode="2026-S1"))
    runs = impact.runs(chosen())
    judged = runs[runs["state"].eq("judged")].set_index("programme")
    assert judged.loc["KES-01", "verdict"] == "helped" and judged.loc["KES-01", "low"] > 0
    assert judged.drop(index="KES-01")["verdict"].ne("helped").all() and len(judged) > 2
    assert runs.set_index("programme").loc["PRT-01", "state"] == "too_recent"
