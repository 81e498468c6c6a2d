"""A planner's list of corrections that wait: which, and for how many more people, in steps of five."""

import json

import numpy as np
import pytest

from data.publishing import publish
from data.terms.actors import system
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, PERIOD, REGION, add_agencies, add_rows, row


@pytest.fixture
def store(store):
    add_agencies(store, REGION, {"A": "KES", "B": "KES"})
    return store


def figure(score, people, unit=None, indicator="KOM"):
    return [row(None, "A", unit, None, indicator, "citizen", score, None, people)]


def rated(agency, scores, first=0):
    return [row(first + n, agency, None, "TG", "KOM", "superior", score, 900) for n, score in enumerate(scores)]


def release(store):
    return publish.publish(store, REGION, PERIOD, system("test"), NOW)


def listed(store):
    frame = store.query(SYSTEM, "corrections_waiting", region=REGION, period=PERIOD)
    frame = frame[["kind", "agency", "source", "n_people", "needed", "until"]].astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ((70.0, 9), (71.0, 9), (9, 5, "respondents")),
        ((70.0, 9), (73.0, 13), (9, 5, "respondents")),
        ((70.0, 9), (75.0, None), (9, 5, "respondents")),
        ((70.0, None), (75.0, 30), (None, 5, "next_period")),
        ((70.0, 9), (75.0, 14), None),
        ((70.0, 9), (70.0, 9), None),
        ((100.0, 9), (100.0, 9), None),
    ],
)
def test_a_figure_says_how_many_more_respondents_it_waits_for(store, before, now, told):
    others = rated("A", np.linspace(50, 90, 10)) + figure(100.0, 9, indicator="DS")
    add_rows(store, REGION, PERIOD, figure(*before) + others)
    assert release(store).held == 0 and listed(store) == []
    add_rows(store, REGION, PERIOD, figure(*now))
    held = release(store).held
    found = [["figure", "A", "citizen", *told]] if told else []
    assert held == len(found) and listed(store) == found


def test_of_units_the_agency_s_own_figure_is_what_waits(store):
    add_rows(store, REGION, PERIOD, figure(70.0, 9) + rated("A", np.linspace(50, 90, 10)))
    release(store)
    add_rows(store, REGION, PERIOD, figure(71.0, 10) + figure(40.0, 300, "Puskesmas"))
    release(store)
    assert listed(store) == [["figure", "A", "citizen", 9, 5, "respondents"]]


def test_a_group_of_people_waits_for_five_and_goes_from_the_list_with_them(store):
    add_rows(store, REGION, PERIOD, rated("A", np.linspace(50, 90, 12)) + rated("B", np.linspace(50, 90, 12), 50))
    release(store)
    add_rows(store, REGION, PERIOD, rated("A", [61.5]))
    assert release(store).held == 1
    frame = store.query(SYSTEM, "corrections_waiting", region=None, period=None)
    assert frame[["kind", "agency", "n_people", "needed", "until"]].to_numpy().tolist() == [
        ["people", "A", 12, 5, "staff"]
    ]
    add_rows(store, REGION, PERIOD, rated("A", [61.5, 60, 62, 64, 66]))
    assert release(store).held == 0 and listed(store) == []
    add_rows(store, REGION, PERIOD, rated("A", [66.5]))
    release(store)
    publish.withdraw(store, REGION, PERIOD, system("test"), NOW, "salah")
    assert listed(store) == [], "what nobody sees waits for nothing"


def test_the_command_line_says_which_wait_and_for_what(cermin, tmp_path):
    head = "periode,perangkat_daerah,indikator,sumber_penilai,nilai,skala_min,skala_maks,responden"
    reports = []
    for number, people in enumerate((9, 11)):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"{head}\n{PERIOD},Dinas Kesehatan,Komunikasi,masyarakat,7{number},0,100,{people}\n", "utf-8")
        done = cermin("import", path, "--region", REGION, "--add-unknown", "KES", "--confirm", "--publish", "--json")
        reports.append(json.loads(done.stdout)["corrections"])
    assert reports[0] == []
    (waits,) = reports[1]
    assert (waits["kind"], waits["indicator"], waits["n_people"], waits["needed"]) == ("figure", "KOM", 9, 5)
    report = json.loads(cermin("publish", PERIOD, "--json").stdout)
    assert report["corrections"] == [waits | {"version": 3}]
