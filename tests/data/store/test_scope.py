"""A planner bound to some agencies reads, stores and takes back what is of those, and is told which rows are not."""

from dataclasses import replace

import pandas as pd
import pytest

from data.batches import batches, together
from data.batches.decisions import decide
from data.catalog import catalog
from data.store import users
from data.store.users import UNBOUND, Bound
from data.terms.actors import Actor, NotAllowed
from data.terms.problems import Refused, words
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation

PERIOD = "2025-S1"
OURS = Actor("tono", "planner", REGION, frozenset({"A1"}))
BOTH = replace(OURS, agencies=frozenset({"A1", "A2"}))
ELSEWHERE = Actor("wati", "planner", "9999", None)
ASKED = {  # every planner's query that binds agencies: what it is asked with, and the column that names an agency
    "agency_intake": ({"region": REGION, "period": PERIOD}, "agency"),
    "batch_list": ({}, None),
    "batch_periods": ({}, None),
    "decisions": ({"region": REGION}, None),
    "objections": ({"region": REGION}, None),
    "person_levels": ({"region": REGION, "period": PERIOD}, "agency"),
    "person_predicates": ({"region": REGION, "period": PERIOD}, "agency"),
    "person_ratings": ({"region": REGION, "periods": [PERIOD]}, "agency"),
    "plan_persons": ({"region": REGION, "period": PERIOD, "plan_year": 2026}, "agency"),
    "remembered_mappings": ({}, None),
    "row_quality": ({"region": REGION, "period": PERIOD}, "agency"),
    "programme_runs": ({"region": REGION}, None),
    "programme_scores": (
        {
            "region": REGION,
            "before": "2024-S2",
            "after": PERIOD,
            "worked_on": ["KOM"],
            "programme": "P",
            "programmes": ["P"],
            "starts": "2025-01-01",
        },
        "agency",
    ),
    "selection_rules": ({"region": REGION}, None),
    "service_points": ({"region": REGION, "period": PERIOD}, "agency"),
    "two_agencies": ({"region": REGION}, None),
    "two_agencies_people": ({"region": REGION, "period": PERIOD}, "agency"),
}


@pytest.fixture
def office(store):
    """Thirty people, ten in each of three agencies, in one file."""
    batches.accept(store, evaluation(store.home / "incoming", 1), SYSTEM, NOW)
    return store


def of(store, *agencies: str, number: int = 7):
    """A file that speaks of these agencies alone."""
    upload = evaluation(store.home / "incoming", number)
    rows = pd.read_parquet(upload.rows)
    rows = rows[rows["agency"].isin(agencies)].assign(line=range(2, 2 + rows["agency"].isin(agencies).sum()))
    rows.astype({"line": "int32"}).to_parquet(upload.rows, index=False)
    return replace(upload, rows_kept=len(rows), rows_read=len(rows))


@pytest.mark.parametrize("name", ASKED)
def test_a_query_of_persons_gives_those_of_the_agencies_that_are_ones_own(office, name):
    asked, column = ASKED[name]
    every, ours = (office.query(actor, name, **asked) for actor in (SYSTEM, OURS))
    if column:
        expected = every[every[column].isin(OURS.agencies)].reset_index(drop=True)
        assert ours.equals(expected) and (every.empty or len(ours) < len(every))
    assert office.query(replace(OURS, agencies=frozenset({"LAIN"})), name, **asked).empty
    assert office.query(replace(OURS, agencies=None), name, **asked).equals(every)
    with pytest.raises(NotAllowed):
        office.query(OURS, name, **asked | {"region": "9999"})
    with pytest.raises(NotAllowed if "region" in asked else AssertionError):
        assert len(office.query(ELSEWHERE, name, **asked))


def test_names_are_of_people_of_ones_own(office):
    people = office.query(SYSTEM, "plan_persons", region=REGION, period=PERIOD, plan_year=2026)
    asked = people["employee"].tolist()
    assert len(office.query(SYSTEM, "person_names", employees=asked)) == 30
    named = office.query(OURS, "person_names", employees=asked)
    assert set(named["employee"]) == set(people.loc[people["agency"] == "A1", "employee"]) and len(named) == 10
    assert office.query(ELSEWHERE, "person_names", employees=asked).empty


def test_what_is_not_bound_to_agencies_is_for_who_has_the_whole_region(office):
    for name in ("publishable", "predicates_waiting", "corrections_waiting", "persons_state"):
        with pytest.raises(NotAllowed):
            office.query(OURS, name, region=REGION)
        office.query(replace(OURS, agencies=None), name, region=REGION)
    with pytest.raises(TypeError, match="own_agencies"):
        office.query(OURS, "plan_persons", own_agencies=["A0"])


def test_rows_of_other_agencies_are_named_and_nothing_is_stored(office):
    for actor, found in ((OURS, {"3403 A0", "3403 A2"}), (ELSEWHERE, {f"3403 A{n}" for n in range(3)})):
        file, before = evaluation(office.home / "incoming", 2), office.journal.last
        shown = batches.compare(office, file, actor)
        assert (shown.new, shown.changed, shown.same) == (0, 0, 0), "nothing is told of what is stored"
        with pytest.raises(Refused) as refused:
            batches.accept(office, file, actor, NOW)
        (standing,) = together.look(office, [file], actor)
        assert refused.value.problems == shown.conflicts == standing.held and not standing.liftable
        assert {problem.code for problem in shown.conflicts} == {"rows_not_yours"}
        assert {problem.found for problem in shown.conflicts} == found
        assert all(problem.row is not None and problem.column == "agency" for problem in shown.conflicts)
        said = words(shown.conflicts[0])
        assert all(said.values()) and (actor.region or "") in said["expected"]
        with pytest.raises(Refused):
            together.accept(office, [standing], actor, NOW)
        assert office.journal.last == before


def test_ones_own_rows_are_stored_and_taken_back_by_ones_own_and_by_nobody_elses(office):
    mine = batches.accept(office, of(office, "A1"), OURS, NOW)
    assert batches.compare(office, of(office, "A1", number=8), OURS).conflicts == []
    theirs = batches.accept(office, of(office, "A1", "A2", number=9), BOTH, NOW)
    assert office.query(OURS, "batch_list")["batch_id"].tolist() == [theirs, mine, 1]
    for actor, batch in ((OURS, theirs), (OURS, 1), (BOTH, 1), (ELSEWHERE, mine)):
        for undo in (batches.undo, together.undo):
            with pytest.raises(NotAllowed):
                undo(office, batch, actor, NOW, "uji")
    batches.undo(office, theirs, BOTH, NOW, "uji")
    together.undo(office, mine, OURS, NOW, "uji")


def test_what_all_agencies_share_is_not_brought_in_with_a_file(office):
    named = of(office, "A1")
    named = replace(named, additions={"indicators": named.rows_kept and office.query(SYSTEM, "published")})
    assert [problem.code for problem in batches.compare(office, named, OURS).conflicts] == ["whole_region"]
    for kind in ("reference", "attendance"):
        with pytest.raises(Refused):
            batches.accept(office, replace(named, kind=kind, additions={}), OURS, NOW)


def test_decisions_are_on_needs_and_people_of_ones_own(office):
    def decided(subject: str, decision: str = "accept", region: str = REGION) -> None:
        row = {
            "region": region,
            "period": PERIOD,
            "subject": subject,
            "decision": decision,
            "reason": "",
            "detail": "{}",
        }
        decide(office, pd.DataFrame([row]), OURS, NOW)

    decided("need:KOM:A1")
    assert office.query(OURS, "decisions", region=REGION)["subject"].tolist() == ["need:KOM:A1"]
    assert office.query(replace(OURS, agencies=frozenset({"A2"})), "decisions", region=REGION).empty
    decided("person:guidance:A1:7")
    assert "person:guidance:A1:7" in office.query(OURS, "decisions", region=REGION)["subject"].tolist()
    for wrong in (
        ("need:KOM:A2",),
        ("person:guidance:A2:7",),
        ("need:KOM:A1", "accept", "9999"),
        ("cluster:1", "name"),
        ("home:A1|A2", "home"),
    ):
        with pytest.raises(Refused):
            decided(*wrong)


def test_a_user_is_bound_by_a_line_of_the_journal(office):
    users.add(office, "ani", "Ani", "admin", None, UNBOUND, SYSTEM, NOW)
    bound = Bound(REGION, frozenset({"A1", "A2"}))
    users.add(office, "tono", "Tono", "planner", None, bound, SYSTEM, NOW)
    assert users.known(office)["tono"].actor == BOTH
    assert office.journal.last.detail["user"]["agencies"] == ["A1", "A2"]
    users.give_role(office, "tono", "planner", None, Bound(REGION, frozenset()), SYSTEM, NOW)
    assert users.known(office)["tono"].actor == Actor("tono", "planner", REGION, None)
    for role, wrong, code in (
        ("planner", Bound("9999", frozenset()), "user_region"),
        ("planner", Bound(REGION, frozenset({"A1", "LAIN"})), "user_agency"),
        ("planner", Bound(None, frozenset({"A1"})), "user_agencies"),
        ("leader", Bound(REGION, frozenset({"A1"})), "user_agencies"),
    ):
        with pytest.raises(Refused) as refused:
            users.give_role(office, "tono", role, None, wrong, SYSTEM, NOW)
        assert [problem.code for problem in refused.value.problems] == [code]


def test_what_the_reader_knows_is_of_ones_own_files(office):
    mapped = replace(of(office, "A2"), mapping={"kind": "evaluation", "signature": "s"})
    batches.accept(office, mapped, BOTH, NOW)
    assert "s" in catalog.known(office, BOTH).mappings and "s" not in catalog.known(office, OURS).mappings
