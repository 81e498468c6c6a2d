"""Every function that reads persons, writes, publishes, undoes or exports asks its actor; else nothing is changed."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pandas as pd
import pytest

from data.batches import batches, saved_views, together
from data.batches.decisions import decide, settle_home
from data.catalog import catalog
from data.export import training_plan, training_plan_document
from data.publishing import predicates, publish, waiting
from data.publishing.freezing import TooSmall
from data.store import audit, users
from data.store.employees import letters, objections
from data.store.noting import looked
from data.store.store import Store
from data.store.users import UNBOUND
from data.terms.actors import RIGHTS, Actor, NotAllowed, may, permit, system
from data.terms.problems import Refused
from data.upkeep import demo, erasure
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import evaluation
from tests.worlds.plan_papers import papers

REGION, PERIOD, WHY = "3403", "2025-S1", "uji"
OTHERS = Actor("tono", "planner", REGION, frozenset({"LAIN"}))  # a planner of agencies that have no row here
ACTORS = {
    "leader": Actor("bupati", "leader", None, None),
    "planner": Actor("siti", "planner", None, None),
    "others": OTHERS,
    "employee": Actor("surat", "employee", REGION, None, 1),
    "admin": Actor("ani", "admin", None, None),
    "auditor": Actor("dewi", "auditor", None, None),
    "guest": Actor("leader", "guest", None, None),
    "owner": Actor("admin", "owner", None, None),
    "system": SYSTEM,
    "nobody": Actor("", "", None, None),
    "unheard of": Actor("x", "root", None, None),
}
# Who may what, said once more and by hand: what the code asks (`RIGHTS`) must say the same.
MAY = {
    "figures": "leader planner others guest owner system",
    "view": "leader planner others owner system",
    "persons": "planner others owner system",
    "own": "employee",
    "objection": "employee",
    "answer": "planner others owner system",
    "letter": "planner others owner system",
    "access": "planner others owner system",
    "export": "planner others owner system",
    "batch": "planner others owner system",
    "undo": "planner others owner system",
    "settle": "planner owner system",
    "reference": "planner owner system",
    "publish": "planner owner system",
    "publish-predicates": "planner owner system",
    "withdraw": "planner owner system",
    "demo": "planner owner system",
    "demo-removal": "planner owner system",
    "erase": "admin owner system",
    "user": "admin owner system",
    "shipped": "system",
    "audit": "admin auditor owner system",
    "noted": "leader planner others employee admin auditor nobody",
    "password": "leader planner others employee admin auditor",
}
STANDARD = {"position": "PEL_LAYANAN", "indicator": "KOM", "valid_from": "2024-S2", "standard": 95.0, "note": "baru"}
DECISION = {
    "region": REGION, "period": PERIOD, "subject": "need:KOM:LAIN", "decision": "accept", "reason": "", "detail": "{}",
}  # fmt: skip
QUERY = {"daerah": REGION, "periode": PERIOD}


def _file(store: Store):
    return evaluation(store.home / "incoming", 1, people=3)


def _enough(stage: str, share: float) -> None:
    raise Refused([])  # it was begun: that is all this asks


DOES: dict[str, tuple[str, Callable[[Store, Actor], object]]] = {  # what -> the right it wants, and how it is done
    "ask for figures": ("figures", lambda store, who: store.query(who, "published")),
    "the reference tables": ("figures", lambda store, who: catalog.current_tables(store, who)),
    "keep a view": ("view", lambda store, who: saved_views.save(store, "Dinas", "home", QUERY, who, NOW)),
    "ask for persons": ("persons", lambda store, who: store.query(who, "plan_persons", region=REGION, period=PERIOD)),
    "how files were read": ("persons", lambda store, who: catalog.known(store, who)),
    "rated twice": ("persons", lambda store, who: batches.rated_twice(store, [_file(store)], who)),
    "one's own record": ("own", lambda store, who: store.query(who, "own_ratings", region=REGION)),
    "object": ("objection", lambda store, who: objections.file(store, PERIOD, "row", "x", who, NOW)),
    "answer an objection": ("answer", lambda store, who: objections.answer(store, "x", "refused", "x", None, who, NOW)),
    "a letter": ("letter", lambda store, who: letters.write(store, "198605142010012003", REGION, who, NOW)),
    "what waits": ("publish", lambda store, who: waiting.of_period(store, PERIOD, who)),
    "say who looked": ("access", lambda store, who: looked(store, who, NOW, "plan", 3)),
    "workbook": ("export", lambda store, who: training_plan.workbook(papers(), who)),
    "document": ("export", lambda store, who: training_plan_document.document(papers(), who)),
    "look at a file": ("batch", lambda store, who: batches.compare(store, _file(store), who)),
    "look at files": ("batch", lambda store, who: together.look(store, [_file(store)], who)),
    "what a file touches": ("batch", lambda store, who: publish.touched(store, _file(store).rows, who)),
    "store a file": ("batch", lambda store, who: batches.accept(store, _file(store), who, NOW)),
    "store files": ("batch", lambda store, who: together.accept(store, [], who, NOW)),
    "decide": ("batch", lambda store, who: decide(store, pd.DataFrame([DECISION]), who, NOW)),
    "undo": ("undo", lambda store, who: batches.undo(store, 99, who, NOW, WHY)),
    "undo together": ("undo", lambda store, who: together.undo(store, 99, who, NOW, WHY)),
    "home": ("settle", lambda store, who: settle_home(store, REGION, PERIOD, ["A", "B"], "A", who, NOW)),
    "reference": (
        "reference",
        lambda store, who: batches.accept_reference(store, {"standards": pd.DataFrame([STANDARD])}, "x", who, NOW),
    ),
    "publish": ("publish", lambda store, who: publish.publish(store, REGION, "2031-S1", who, NOW)),
    "predicates": ("publish-predicates", lambda store, who: predicates.publish(store, REGION, "2025", who, NOW)),
    "withdraw": ("withdraw", lambda store, who: publish.withdraw(store, REGION, PERIOD, who, NOW, WHY)),
    "make the demo": ("demo", lambda store, who: demo.load(store, who, NOW, progress=_enough)),
    "remove the demo": ("demo-removal", lambda store, who: batches.remove_demo(store, who, NOW)),
    "read who did what": ("audit", lambda store, who: audit.lines(store, who, None, 5)),
    "erase": ("erase", lambda store, who: erasure.erase(store, "198605142010012003", who, NOW)),
    "add a user": ("user", lambda store, who: users.add(store, "x", "x", "leader", None, UNBOUND, who, NOW)),
    "give a role": ("user", lambda store, who: users.give_role(store, "ani", "leader", None, UNBOUND, who, NOW)),
    "a code": ("user", lambda store, who: users.new_code(store, "ani", who, NOW)),
    "remove a user": ("user", lambda store, who: users.remove(store, "ani", who, NOW)),
}


def allowed(store: Store, do: Callable[[Store, Actor], object], actor: Actor) -> bool:
    """Whether it was done, or something else stood in its way than who asked."""
    try:
        do(store, actor)
    except NotAllowed:
        return False
    except (Refused, TooSmall):
        return True
    return True


@pytest.mark.parametrize("who", ACTORS)
def test_each_may_what_the_table_says_and_nothing_else(store, who):
    actor, before = ACTORS[who], store.journal.last
    for what, (right, do) in DOES.items():
        if who not in MAY[right].split():
            assert not allowed(store, do, actor), what
    assert store.journal.last == before, "what is refused leaves no line"
    for what, (right, do) in DOES.items():
        if who in MAY[right].split():
            assert allowed(store, do, actor), what


def test_the_table_of_the_code_says_the_same():
    assert set(MAY) == set(RIGHTS)
    for right, names in MAY.items():
        assert {name for name, actor in ACTORS.items() if may(actor, right)} == set(names.split()), right
    assert not any(may(actor, "something new") for actor in ACTORS.values())
    assert {right for right, _ in DOES.values()} == set(RIGHTS) - {"shipped", "password", "noted"}


def test_a_login_alone_is_nobody(store):
    for what, (_, do) in DOES.items():
        with pytest.raises(AttributeError):
            do(store, "siti")
        assert what


def test_an_actor_does_not_change_and_is_recorded_by_login(store):
    actor = pickle.loads(pickle.dumps(ACTORS["planner"]))
    with pytest.raises(FrozenInstanceError):
        actor.role = "owner"
    batches.accept_reference(store, {"standards": pd.DataFrame([STANDARD])}, "x", actor, NOW)
    assert store.journal.last.actor == store.query(SYSTEM, "batch_list")["actor"][0] == "siti"


def test_leaders_keep_views_of_their_own(store):
    leader = ACTORS["leader"]
    view = saved_views.save(store, "Dinas saya", "home", QUERY, leader, NOW)
    assert (view.role, store.journal.last.actor) == ("leader", "bupati")
    saved_views.rename(store, view, "Dinas kita", leader, NOW)
    for change in (
        lambda: saved_views.delete(store, view, ACTORS["guest"], NOW),
        lambda: saved_views.delete(store, replace(view, role="planner"), leader, NOW),
        lambda: saved_views.save(
            store, "Sana", "home", QUERY | {"daerah": "9999"}, replace(leader, region=REGION), NOW
        ),
    ):
        with pytest.raises(Refused):
            change()
    saved_views.delete(store, view, ACTORS["others"], NOW)


def test_a_right_holds_in_the_region_of_who_has_it(store):
    here = Actor("siti", "planner", REGION, None)
    for do in (
        lambda region: publish.publish(store, region, "2031-S1", here, NOW),
        lambda region: predicates.publish(store, region, "2025", here, NOW),
        lambda region: publish.withdraw(store, region, PERIOD, here, NOW, WHY),
        lambda region: store.query(here, "published", region=region),
        lambda region: permit(here, "publish", [REGION, region]),
    ):
        with pytest.raises(NotAllowed):
            do("9999")
        assert allowed(store, lambda _store, _who, do=do: do(REGION), here)


def test_the_system_is_named_by_its_login():
    assert system("root") == Actor("root", "system", None, None)


def test_nothing_hangs_on_asserts(tmp_path):
    """Under `python -O`, which passes over them, the same is refused."""
    code = """
import sys
from pathlib import Path
from data.upkeep.opening import open_store
from tests.data.store.test_actors import ACTORS, DOES, MAY, allowed
store = open_store(Path(sys.argv[1]), threads=1)
wrong = [
    (who, what) for who, actor in ACTORS.items() for what, (right, do) in DOES.items()
    if who not in MAY[right].split() and allowed(store, do, actor)
]
sys.exit(str(wrong) if wrong or __debug__ else 0)
"""
    ran = subprocess.run([sys.executable, "-O", "-c", code, str(tmp_path / "home")], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
