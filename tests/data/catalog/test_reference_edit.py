"""A reference table edited as a whole: what changed, and what is wrong with it, at the row the planner sees."""

import pandas as pd
import pytest

from data.batches import batches
from data.catalog import catalog, editing
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep.opening import open_store
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW


@pytest.fixture(scope="module")
def current(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("edit") / "home", threads=1)
    yield catalog.current_tables(store, SYSTEM)
    store.close()


def table(current, name):
    frame = current[name].copy()
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return frame


@pytest.mark.parametrize("name", catalog.TABLES)
def test_a_table_left_alone_changes_nothing(current, name):
    assert editing.edited(name, current[name], table(current, name), current) == editing.Edit([], [], [])


def test_changed_added_and_retired_rows_are_told_apart(current):
    before, after = current["standards"], table(current, "standards")
    after.loc[1, "standard"] = after.loc[1, "standard"] + 1
    gone = after.loc[2]
    after = after.drop(index=2)
    after.loc[len(before) + 1] = [*after.loc[1]]
    after.loc[len(before) + 1, "valid_from"] = "2027-S1"
    edit = editing.edited("standards", before, after, current)
    assert not edit.problems
    assert [(c.before is None, c.after is None) for c in edit.changes] == [(False, False), (True, False), (False, True)]
    assert edit.changes[0].after["standard"] == edit.changes[0].before["standard"] + 1
    assert edit.rows[2]["retired"] and edit.rows[2]["indicator"] == gone["indicator"]


def test_problems_stand_at_the_row_on_screen(current):
    before, after = current["weights"], table(current, "weights")
    after.loc[7, "weight"] = after.loc[7, "weight"] + 1
    (problem,) = editing.edited("weights", before, after, current).problems
    assert (problem.code, problem.row, problem.column) == ("reference_sum", 7, "weight")
    after.loc[9, "weight"] = -3
    found = editing.edited("weights", before, after, current).problems
    assert [(one.code, one.row) for one in found] == [("reference_range", 9)]
    after = table(current, "weights")
    after.loc[5] = after.loc[4]
    found = editing.edited("weights", before, after, current).problems
    assert [(one.code, one.row, one.expected) for one in found] == [("reference_duplicate", 5, "4")]


def test_an_edit_is_saved_undone_and_not_saved_over_another(tmp_path):
    store = open_store(tmp_path / "home", threads=1)
    shown = catalog.current_tables(store, SYSTEM)
    after = table(shown, "standards")
    after.loc[1, "standard"] = 99.0
    edit = editing.edited("standards", shown["standards"], after, shown)
    save = {"tables": {"standards": edit.rows}, "file_name": "tabel", "now": NOW}
    batch = batches.accept_reference(store, actor=system("siti"), shown={"standards": shown["standards"]}, **save)
    assert 99.0 in catalog.current_tables(store, SYSTEM)["standards"]["standard"].tolist()
    with pytest.raises(Refused) as late:
        batches.accept_reference(store, actor=system("budi"), shown={"standards": shown["standards"]}, **save)
    (problem,) = late.value.problems
    assert problem.code == "overtaken" and problem.detail["actor"] == "siti"
    batches.undo(store, batch, system("siti"), NOW, "keliru")
    assert catalog.current_tables(store, SYSTEM)["standards"].equals(shown["standards"])
    store.close()
