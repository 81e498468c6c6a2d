"""What is frozen with a release is what would be worked out, of the region and its parts, and no longer."""

import shutil
from dataclasses import replace

import pandas as pd
import pytest

from analytics.needs.programmes import matches
from data.batches import batches
from data.batches.decisions import decide
from data.publishing import publish
from data.store import answers
from data.terms.actors import system
from data.upkeep.opening import open_store
from pages.answers import scores
from pages.answers.changes import changes
from pages.answers.choice import choose
from pages.answers.clusters import groups
from pages.answers.gaps.gaps import unit_gaps
from pages.answers.kept import __main__ as command
from pages.answers.kept import freezing, payload, shelf
from pages.answers.needs import needs, programmes, roster
from pages.answers.needs.links import links as links_of
from pages.answers.needs.needs import filtered
from pages.answers.reader import StoreReader
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import NOW, REGION

PERIOD = "2026-S1"
PERSONAL = {"employee", "nip", "rater", "employee_name"}
STANDARD = {"position": "PEL_LAYANAN", "indicator": "KOM", "valid_from": "2024-S2", "standard": 95.0, "note": "baru"}
DECISION = {"subject": "need:KOM:3403-DINKES", "decision": "accept", "reason": "", "detail": "{}"}


class Comparing(StoreReader):
    """Works every answer out, and holds beside it what is frozen."""

    def __init__(self, store):
        super().__init__(store, SYSTEM)
        self.home, self.told = store.home, []

    def frozen(self, role, choice, key, make):
        live = make()
        kept = shelf.found(self.home, role, choice, key)
        self.told.append((role, choice, key, kept is not None and payload.encode(kept[0]) == payload.encode(live)))
        return live


@pytest.fixture(scope="module")
def frozen_home(homes, tmp_path_factory):
    """A home whose last release has its answers frozen: to be copied."""
    home = shutil.copytree(homes("demo"), tmp_path_factory.mktemp("frozen") / "home")
    store = open_store(home, threads=1)
    assert freezing.freeze(store, SYSTEM, REGION, PERIOD) == []
    store.close()
    return home


@pytest.fixture
def store(frozen_home, tmp_path):
    opened = open_store(shutil.copytree(frozen_home, tmp_path / "home"), threads=1)
    yield opened
    opened.close()


def ready(store) -> dict[str, bool]:
    choice = choose(StoreReader(store, SYSTEM), REGION, PERIOD)
    return {role: shelf.ready(store.home, role, choice) for role in freezing.ROLES}


def test_every_frozen_answer_is_the_one_worked_out(store):
    reader = Comparing(store)
    choice = choose(reader, REGION, PERIOD)
    for ask in freezing._ASK.values():
        ask(choice)
    here = [told for told in reader.told if told[1].period == PERIOD]
    assert {key for _, _, key, same in here if not same} == set()
    assert {role: len({key for asked, _, key, _ in here if asked == role}) > 8 for role in freezing.ROLES} == {
        "leader": True, "planner": True,
    }  # fmt: skip


def test_a_page_reads_what_is_frozen_and_works_other_filters_out(store, monkeypatch):
    reader = StoreReader(store, SYSTEM)
    choice = choose(reader, REGION, PERIOD)
    live = {unit: unit_gaps(choose(Comparing(store), REGION, PERIOD), unit, False) for unit in ("agency", "sector")}

    def never(*_, **__):
        raise AssertionError("worked out again")

    monkeypatch.setattr("pages.answers.gaps.gaps.gaps", never)
    for unit, wanted in live.items():
        pd.testing.assert_frame_equal(unit_gaps(choice, unit, False), wanted)
    with pytest.raises(AssertionError, match="again"):
        unit_gaps(choose(reader, REGION, PERIOD, source="superior"), "agency", False)


def test_an_agency_has_one_range_whatever_sector_or_agency_is_chosen(store):
    choice = choose(StoreReader(store, SYSTEM), REGION, PERIOD)
    whole, moved = scores.history(choice), changes(choice, PERIOD)
    codes = sorted(set(whole["sector"]))
    assert len(codes) > 3
    for code in codes:
        part = replace(choice, sector=code)
        own = scores.history(part)
        assert len(own) and own["period"].nunique() > 1
        pd.testing.assert_frame_equal(own, whole[whole["sector"] == code].reset_index(drop=True))
        pd.testing.assert_frame_equal(changes(part, PERIOD), moved[moved["sector"] == code].reset_index(drop=True))
        pd.testing.assert_frame_equal(scores.funnel(part, PERIOD)[["low", "high"]], own.loc[
            own["period"] == PERIOD, ["low", "high"]].reset_index(drop=True))  # fmt: skip
    asked = scores.history(replace(choice, agency=whole["agency"].iloc[0]))
    pd.testing.assert_frame_equal(asked, whole)


def test_clusters_of_earlier_periods_are_read_from_their_own_release(store, monkeypatch):
    worked_out = []
    analysed = groups._analysed
    monkeypatch.setattr(
        groups, "_analysed", lambda choice, *how: worked_out.append(choice.period) or analysed(choice, *how)
    )
    choice = choose(StoreReader(store, SYSTEM), REGION, PERIOD)
    answers.drop(store.home)
    alone = groups.same_over_time(choice)
    assert worked_out == list(choice.periods)
    for period in choice.earlier:
        freezing.freeze(store, SYSTEM, REGION, period, ("leader",))
    worked_out.clear()
    again = choose(StoreReader(store, SYSTEM), REGION, PERIOD)
    assert groups.same_over_time(again) == alone and worked_out == [PERIOD]


def test_a_part_s_programmes_and_a_need_s_evidence_are_read_from_what_is_frozen_of_the_region(store, monkeypatch):
    live, reader = choose(Comparing(store), REGION, PERIOD), StoreReader(store, SYSTEM)
    found = filtered(live)
    wanted = {}
    for unit in ("sector", "agency"):
        for code in sorted(set(found[unit])):
            part = replace(live, **{unit: code})
            own = found[found[unit] == code].reset_index(drop=True)
            pd.testing.assert_frame_equal(filtered(part), own)
            gaps = needs.open_gaps(live, own)
            offered, links = programmes.catalogue(live), links_of(live)
            wanted[unit, code] = matches(gaps, roster.persons(live), offered, links)
    last = found.iloc[-1]
    people = needs.of_need(live, last["agency"], last["indicator"])
    first = matches(people[people["gap"] > 0], roster.persons(live), offered, links).head(1)

    def never(*_, **__):
        raise AssertionError("worked out again")

    monkeypatch.setattr("pages.answers.needs.programmes.matches", never)
    monkeypatch.setattr("pages.answers.needs.needs.by_source", never)
    choice = choose(reader, REGION, PERIOD)
    for (unit, code), table in wanted.items():
        read = programmes.matching(replace(choice, **{unit: code}))
        pd.testing.assert_frame_equal(read, table, check_dtype=False, rtol=1e-12)
    cost, helped, code = programmes.best(choice, last["agency"], last["indicator"])
    assert (helped, code) == (first["people"].iloc[0], first["programme"].iloc[0]) and cost > 0
    assert needs.sources(choice, last["agency"], last["indicator"])["people"].max() <= len(people)


def test_a_changed_reference_row_makes_every_answer_anew(store):
    assert all(ready(store).values())
    batch = batches.accept_reference(store, {"standards": pd.DataFrame([STANDARD])}, "standar", system("test"), NOW)
    assert not any(ready(store).values())
    before = unit_gaps(choose(StoreReader(store, SYSTEM), REGION, PERIOD), "position", False)
    differences = freezing.freeze(store, SYSTEM, REGION, PERIOD)
    assert {difference.by for difference in differences} == {"basis"}
    assert any("unit_gaps" in difference.answer for difference in differences)
    pd.testing.assert_frame_equal(
        unit_gaps(choose(StoreReader(store, SYSTEM), REGION, PERIOD), "position", False), before
    )
    batches.undo(store, batch, system("test"), NOW, "salah")
    assert not any(ready(store).values())
    assert not answers.Place("planner", REGION, PERIOD).path(store.home).exists(), (
        "what is taken back does not lie about"
    )


def test_a_decision_touches_planners_answers_alone(store):
    row = {"region": REGION, "period": PERIOD} | DECISION
    decide(store, pd.DataFrame([row]), system("test"), NOW)
    assert ready(store) == {"leader": True, "planner": False}
    assert list(freezing.missing(store, SYSTEM, REGION))[-1] == (REGION, PERIOD, ("planner",))
    needs = filtered(choose(StoreReader(store, SYSTEM), REGION, PERIOD))
    assert "accept" in needs["decision"].tolist(), "worked out, not read"


def test_older_releases_are_let_be_and_the_newest_is_not(store):
    every = {(region, period) for region, period, _ in freezing.missing(store, SYSTEM)}
    known = set(store.query(SYSTEM, "published")["snapshot_id"])
    assert (
        (REGION, PERIOD) not in every and len(every) == 3 and list(freezing.missing(store, SYSTEM, passed=known)) == []
    )
    answers.drop(store.home)
    assert list(freezing.missing(store, SYSTEM, passed=known)) == [(REGION, PERIOD, freezing.ROLES)]


def test_a_new_release_and_a_withdrawn_one_leave_no_answer_of_the_old(store):
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    assert not any(ready(store).values())
    freezing.freeze(store, SYSTEM, REGION, PERIOD, ("leader",))
    publish.withdraw(store, REGION, PERIOD, system("test"), NOW, "salah")
    assert not (store.home / answers.FOLDER).exists()
    assert (REGION, PERIOD) not in {(region, period) for region, period, _ in freezing.missing(store, SYSTEM)}


def test_another_version_s_answers_are_not_used_and_the_command_says_what_moved(store, monkeypatch, capsys):
    place = answers.Place("leader", REGION, PERIOD)
    formula, basis, kept = answers.made_before(store.home, place)
    moved = next(key for key in kept if "signals" in key and "None, None, None, None" in key)
    answers.write(store.home, place, "older", basis, kept | {moved: payload.encode(pd.DataFrame({"agency": ["X"]}))})
    assert ready(store) == {"leader": False, "planner": True}
    choice = choose(StoreReader(store, SYSTEM), REGION, PERIOD)
    assert shelf.found(store.home, "leader", choice, moved) is None
    monkeypatch.setenv("CERMIN_HOME", str(store.home))
    store.close()
    assert command.main(["--region", REGION, "--period", PERIOD]) == 0
    assert f"  formula {moved}" in capsys.readouterr().out.splitlines()
    assert answers.made_before(store.home, place)[0] == formula == shelf.formula()


def test_a_damaged_answer_is_worked_out_again(store):
    choice = choose(StoreReader(store, SYSTEM), REGION, PERIOD)
    place = shelf.place("leader", choice)
    key = next(iter(answers.made_before(store.home, place)[2]))
    assert shelf.found(store.home, "leader", choice, key) is not None
    path = place.path(store.home)
    bytes_, (line, _, _) = path.read_bytes(), path.read_bytes().partition(b"\n")
    path.write_bytes(bytes_[: len(line) + 9] + bytes([bytes_[len(line) + 9] ^ 1]) + bytes_[len(line) + 10 :])
    assert shelf.found(store.home, "leader", choice, key) is None
    path.write_bytes(b"")
    assert not ready(store)["leader"]


def frames(value) -> list[pd.DataFrame]:
    if isinstance(value, pd.DataFrame):
        return [value]
    parts = vars(value).values() if hasattr(value, "__dataclass_fields__") else value
    parts = parts.values() if isinstance(parts, dict) else parts
    return [frame for part in parts for frame in frames(part)] if isinstance(parts, (list, tuple)) or parts else []


def test_nothing_of_a_person_is_in_leaders_answers(store):
    people = set(store.query(SYSTEM, "person_ratings", region=REGION, periods=[PERIOD])["employee"].astype(str))
    kept = {role: answers.made_before(store.home, answers.Place(role, REGION, PERIOD))[2] for role in freezing.ROLES}

    def persons(role: str) -> set[str]:
        told = set()
        for packed in kept[role].values():
            for frame in frames(payload.decode(packed)) if isinstance(payload.decode(packed), pd.DataFrame) else []:
                told |= PERSONAL & {*map(str, frame.columns), *map(str, frame.index.names)}
        return told

    assert persons("leader") == set() and persons("planner") == {"employee"}
    assert len(people) > 100
    assert not any("needs" in key for key in kept["leader"])
    assert (store.home / answers.FOLDER / "leader").stat().st_mode & 0o077 == 0


def test_answers_are_alike_but_for_what_another_order_of_summing_leaves():
    def told(score, **more):
        frame = pd.DataFrame({"agency": ["A", "B"], "score": [score, None], "period": ["2026-S1", None], **more})
        return payload.encode({"frame": frame, "column": frame["score"], "number": (score, None)})

    assert payload.alike(told(70.1), told(70.1 + 1e-13))
    assert not payload.alike(told(70.1), told(70.2))
    assert not payload.alike(told(70.1), told(70.1, more=1))
    assert not payload.alike(payload.encode([1.0]), payload.encode([1.0, 2.0]))
