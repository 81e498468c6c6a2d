"""The papers of a plan add up: by batch, by agency, by person, and to the total."""

import numpy as np
import pytest

from analytics.plan import report
from analytics.plan.case import build
from analytics.plan.limits import Limits
from analytics.plan.make import rounds
from tests.worlds import plans


@pytest.fixture(scope="module")
def planned():
    rng = np.random.default_rng(21)
    roster = plans.persons(rng, 300, 5)
    gaps = plans.gaps(rng, roster, 90).assign(shrunken=70.0, standard=75.0, estimated=lambda g: g["indicator"] == "KW")
    catalogue, links = plans.programmes(rng, 10)
    catalogue["estimated"] = catalogue["programme"] < "P05"
    limits = Limits(1.5e8, rooms=3, floor=0.1)
    plan = next(rounds(build(roster, gaps, catalogue, links, limits), 1, rng))  # any sound plan has these papers
    return plan, roster, gaps, catalogue, links, limits


def test_every_view_of_the_money_and_the_seats_is_the_same(planned):
    plan, roster, gaps, catalogue, links, limits = planned
    total = report.totals(plan, gaps, catalogue)
    assert total["cost"] == pytest.approx(plan.spent) and total["cost"] <= limits.budget
    month = report.calendar(plan)
    agency = report.by_agency(plan, roster, gaps, limits)
    people = report.participants(plan, gaps, links)
    assert month["cost"].sum() == pytest.approx(total["cost"])
    assert agency["cost"].sum() + total["batch_cost"] == pytest.approx(total["cost"])
    assert month["seats"].sum() == agency["seats"].sum() == len(people) == total["seats"]
    assert (month["pns"] + month["pppk"] == month["seats"]).all() and (month["seats"] <= month["places"]).all()
    assert agency["closed"].sum() == pytest.approx(total["closed"]) and agency["need"].sum() == pytest.approx(
        total["need"]
    )
    shares = report.against_need(agency)
    needy = [row for row in agency.itertuples() if row.need > 0]
    for row in shares.itertuples():
        assert row.need_share == pytest.approx(100 * row.need / sum(other.need for other in needy))
        assert row.seat_share == pytest.approx(100 * row.seats / sum(other.seats for other in needy))
    assert shares["need"].tolist() == sorted((row.need for row in needy), reverse=True)
    assert (agency["seats"] >= agency["floor"]).all() and (agency["closed"] <= agency["need"] + 1e-9).all()


def test_shares_of_guesses_equal_plain_loops(planned):
    plan, _, gaps, catalogue, *_ = planned
    total = report.totals(plan, gaps, catalogue)
    guess = sum(s.course + s.travel + s.allowance for s in plan.seats.itertuples() if s.programme < "P05")
    assert total["guessed_cost"] == pytest.approx(guess / plan.spent)
    assert total["guessed_need"] == pytest.approx(
        sum(g.need for g in gaps.itertuples() if g.indicator == "KW") / gaps["need"].sum()
    )
    assert total["provisional_need"] == pytest.approx(
        sum(g.need for g in gaps.itertuples() if not g.confirmed) / gaps["need"].sum()
    )


def test_each_participant_is_sent_for_a_gap_of_his_own(planned):
    plan, _, gaps, _, links, _ = planned
    own = set(zip(gaps["employee"], gaps["indicator"], strict=True))
    linked = set(zip(links["programme"], links["indicator"], strict=True))
    for row in report.participants(plan, gaps, links).itertuples():
        assert (row.employee, row.indicator) in own and (row.programme, row.indicator) in linked


def test_hours_owed_to_a_pns_are_counted_and_priced_and_a_pppk_never_passes_24(planned):
    plan, roster, _, catalogue, _, limits = planned
    table = report.hours(plan, roster, catalogue, limits).set_index("employee")
    cheapest = [
        min((p.course + p.travel + p.allowance) / p.hours for p in catalogue.itertuples()
            if not p.mentors and (not p.sectors or who.sector in p.sectors)
            and (not p.positions or who.position in p.positions))
        for who in roster.itertuples()
    ]  # fmt: skip
    for who, rate in zip(roster.itertuples(), cheapest, strict=True):
        hours = who.hours_done + plan.seats.loc[plan.seats["employee"] == who.employee, "hours"].sum()
        row = table.loc[who.employee]
        assert row["total"] == hours
        if who.employee_type == "pns":
            assert row["short"] == max(0, 20 - hours) and row["price"] == pytest.approx(row["short"] * rate)
        else:
            assert row["left"] >= 0 and row["short"] == 0


def test_hours_of_a_course_nobody_needed_count_towards_the_target_and_close_nothing(planned):
    plan, roster, gaps, catalogue, _, limits = planned
    idle = roster.loc[(roster["employee_type"] == "pns") & ~roster["employee"].isin(gaps["employee"]), "employee"].iloc[
        0
    ]
    attended = roster.assign(hours_done=roster["hours_done"].where(roster["employee"] != idle, 12.0))
    row = report.hours(plan, attended, catalogue, limits).set_index("employee").loc[idle]
    assert (row["total"], row["short"]) == (12.0, 8.0)
    assert report.totals(plan, gaps, catalogue)["closed"] == pytest.approx(plan.closed)
    again = next(rounds(build(attended, gaps, catalogue, planned[4], limits), 1, np.random.default_rng(21)))
    assert again.closed == pytest.approx(plan.closed, rel=0.02)
    bands = report.hour_bands(report.hours(plan, attended, catalogue, limits), limits)
    assert bands["people"].sum() == len(roster)
    for row in bands.itertuples():
        kind = [other for other in roster["employee_type"] if (other == "pns") == (row.kind == "pns")]
        assert row.whole == len(kind) and row.share == pytest.approx(row.people / len(kind))
    assert bands.set_index(["kind", "band"]).loc[("pns", "half"), "people"] >= 1
