"""Clusters stand on a release and its rules: what is decided after it works none of them out anew."""

import pandas as pd
import pytest

from data.batches import batches
from data.batches.decisions import decide
from data.terms.actors import system
from pages.answers.clusters import groups
from pages.ui.page import cached
from tests.pages.visits import chosen
from tests.worlds.homes import NOW, REGION

DECISION = {"subject": "need:KOM:3403-DINKES", "decision": "accept", "reason": "", "detail": "{}"}
STANDARD = {"position": "PEL_LAYANAN", "indicator": "KOM", "valid_from": "2024-S2", "standard": 95.0, "note": "baru"}


@pytest.mark.whole
def test_a_decision_works_no_cluster_out_anew_and_a_new_standard_does(visit, monkeypatch):
    visit("home")
    analyse, worked_out = groups.analyse, []
    monkeypatch.setattr(groups, "analyse", lambda *rows, **how: worked_out.append(1) or analyse(*rows, **how))
    choice = chosen()
    before = groups.over_time(choice)
    assert len(worked_out) == len(before) == 4
    version = cached.store().version()
    place = {"region": REGION, "period": choice.period}
    decide(cached.store(), pd.DataFrame([place | DECISION]), system("test"), NOW)
    assert cached.store().version() > version
    after = groups.over_time(choice)
    assert len(worked_out) == 4
    assert after[choice.period].rows.equals(before[choice.period].rows)
    batches.accept_reference(cached.store(), {"standards": pd.DataFrame([STANDARD])}, "standar", system("test"), NOW)
    groups.over_time(choice)
    assert len(worked_out) == 8
