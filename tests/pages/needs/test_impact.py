"""Whether past training helped, as planners see it: the demo's planted truths, and what cannot be judged."""

import pandas as pd
import pytest

from analytics.plan.value import EXPECTED_EFFECT
from data.batches import batches
from data.terms.actors import system
from pages.answers.needs import effects, impact, programmes
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


def test_an_effect_nobody_has_looked_back_on_says_that_it_is_a_first_estimate(planner_page):
    session = fine(planner_page("training_needs"))
    table = next(table.value for table in session.table if "Pengaruh yang diandalkan" in table.value.columns)
    assert {cell.replace("\\", "") for cell in table["Pengaruh yang diandalkan"]} == {"0,30 (perkiraan awal)"}
    assert effects.measured(chosen()).empty and effects.history(chosen()).empty
    assert set(programmes.catalogue(chosen())["effect"]) == {EXPECTED_EFFECT}


@pytest.mark.whole
def test_what_was_seen_moves_what_is_counted_on_from_the_period_on_in_which_it_was_seen(open_page, homes):
    page = fine(open_page("training_needs", homes("years"), peran="planner", daerah=REGION, periode="2026-S1"))
    choice = chosen()
    told = effects.measured(choice).set_index("programme")
    assert told.loc["KES-01", "effect"] > EXPECTED_EFFECT and told.loc["KES-01", "effect"] == told["effect"].max()
    offered = programmes.catalogue(choice).set_index("programme")["effect"]
    assert offered.loc["KES-01"] == told.loc["KES-01", "effect"]
    assert offered.drop(index=list(told.index)).eq(told["others"].iloc[0]).all()
    history = effects.history(choice)
    assert history.loc[history["programme"].eq("KES-01"), "period"].iloc[0] == "2025-S1"  # the first after it
    assert effects.measured(choice.whole("2024-S1")).empty or "KES-01" not in set(
        effects.measured(choice.whole("2024-S1"))["programme"]
    )
    shown = next(table.value for table in page.table if "Pengaruh yang diandalkan" in table.value.columns)
    assert shown["Pengaruh yang diandalkan"].str.contains("dilihat di daerah ini").any()


@pytest.mark.whole
def test_the_planted_course_that_worked_is_found_and_the_others_are_not(open_page, homes):
    fine(open_page("training_needs", homes("years"), peran="planner", daerah=REGION, periode="2026-S1"))
    runs = impact.runs(chosen())
    judged = runs[runs["state"].eq("judged")].set_index("programme")
    assert judged.loc["KES-01", "verdict"] == "helped" and judged.loc["KES-01", "low"] > 0
    assert judged.drop(index="KES-01")["verdict"].ne("helped").all() and len(judged) > 2
    assert runs.set_index("programme").loc["PRT-01", "state"] == "too_recent"
