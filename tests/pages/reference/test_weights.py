"""Weights as a matrix: what is typed is the row it stands for, and each row says what it adds up to."""

import pandas as pd
import pytest

from data.catalog import catalog, editing
from pages.ui.page import cached
from pages.ui.reference import columns, weights
from tests.pages.visits import fine
from tests.worlds.actors import SYSTEM


@pytest.fixture
def before(visit):
    """The shipped weights, as the editor opens them."""
    visit("method", "empty")
    rows = catalog.table_rows("weights", cached.store().query(SYSTEM, "reference_rows", table="weights"))
    return columns.typed(columns.TABLES["weights"], rows)


def changed(before, since, **cells):
    """What saving would change after these cells were typed: `position__indicator`."""
    base = weights.grid(before, since)
    after = base.copy()
    for place, weight in cells.items():
        position, _, indicator = place.partition("__")
        after.at[position, indicator] = weight
    table = columns.typed(columns.TABLES["weights"], weights.rows(before, since, base, after))
    edit = editing.edited("weights", before, table, catalog.current_tables(cached.store(), SYSTEM))
    return edit, [
        (one.key, one.valid_from, *(row and row["weight"] for row in (one.before, one.after))) for one in edit.changes
    ]


def test_an_untouched_matrix_changes_nothing_and_every_row_adds_up(before):
    base = weights.grid(before, "")
    assert changed(before, "")[1] == []
    assert set(base.index) >= set(before["position"]) and base.notna().sum().sum() == len(before)
    sums = before.assign(weight=before["weight"].astype(float)).groupby("position")["weight"].sum()
    assert (
        dict(zip(base.index, weights.summed(base, {}), strict=True)) == sums.reindex(base.index, fill_value=0).to_dict()
    )


def test_cells_become_rows_changed_added_and_taken_away(before):
    edit, changes = changed(before, "", JPT__TG=40.0, JPT__BP=float("nan"))
    assert not edit.problems and sorted(changes) == [("JPT|BP", "", 10.0, None), ("JPT|TG", "", 30.0, 40.0)]
    edit, changes = changed(before, "2027-S1", JPT__TG=40.0, JPT__BP=float("nan"))
    assert not edit.problems and sorted(changes) == [
        ("JPT|BP", "2027-S1", None, 0.0),
        ("JPT|TG", "2027-S1", None, 40.0),
    ]
    edit, _ = changed(before, "", JPT__TG=41.0)
    assert edit.problems  # 111 of 100


def test_the_sum_follows_what_is_typed(before):
    base = weights.grid(before, "")
    place = list(base.index).index("JPT")
    typed = {place: {"TG": 40, "BP": None}}
    assert weights.summed(base, typed)[place] == 100.0
    assert weights.summed(base, {place: {"TG": 40}})[place] == 110.0


def test_the_upload_page_shows_the_matrix_and_a_list_when_asked(planner_page):
    session = planner_page("upload", published=False)
    session.session_state["upload_what"] = "table"
    session = fine(session.run())
    (grid,) = [frame.value for frame in session.dataframe]
    assert "sum" in grid.columns and isinstance(grid, pd.DataFrame)
    session.toggle("reference_as_list").set_value(True).run()
    (listed,) = [frame.value for frame in fine(session).dataframe]
    assert "valid_from" in listed.columns


def test_codes_and_prices_stay_in_sight_of_a_wide_table(before):
    shown = columns.of(columns.TABLES["programmes"], catalog.current_tables(cached.store(), SYSTEM))
    assert {name for name, config in shown.items() if config.get("pinned")} == {"code", "price_min", "price_max"}
