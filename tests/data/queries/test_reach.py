"""How far named queries reach, read from their parsed SQL: leaders' to what was released, planners' to who asks."""

import json
import re
from functools import cache

import pytest

from data.store.engine import statements
from data.store.scope import OWN
from data.store.store import query_names
from data.upkeep.opening import open_store

RELEASED = {
    "snapshot", "snapshot_rename", "snapshot_withdrawn", "snapshot_agency", "snapshot_weight", "snapshot_source",
    "instrument", "block", "block_position", "cell", "anchor", "block_score", "spread", "rater_load", "share_below",
    "pair_sum", "pair_least", "pair_spread", "pair_load", "predicate_release", "predicate_group", "predicate_cell",
}  # fmt: skip
OF_ALL = {"period", "reference_fact", "batch", "batch_undo", "leaf"}
BESIDE = {  # what a leader sees that is no release, and holds no person: a name that was given, a measure of an agency
    "cluster_names": {"decision_fact"}, "saved_views": {"decision_fact"}, "plan_measures": {"outcome_fact"},
}  # fmt: skip


@pytest.fixture(scope="module")
def reached(tmp_path_factory):
    """reached(query name) -> the tables it reads, through every view and macro."""
    store = open_store(tmp_path_factory.mktemp("reach") / "home", threads=1)
    with store.cursor() as cursor:
        views = cursor.execute("select view_name, sql from duckdb_views() where not internal").fetchall()
        macros = cursor.execute(
            "select function_name, macro_definition from duckdb_functions() "
            "where function_type = 'table_macro' and not internal"
        ).fetchall()
        parts = {name: re.sub(r"^CREATE VIEW .*? AS ", "", sql, flags=re.S).rstrip("; \n") for name, sql in views}
        parts |= dict(macros)
        every = {row[0] for row in cursor.execute("select table_name from duckdb_tables()").fetchall()}

        @cache
        def named(sql: str) -> frozenset[str]:
            tree = json.loads(cursor.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchone()[0])
            assert not tree["error"], (tree, sql)
            return frozenset(_names(tree))

        def tables(sql: str, open_: tuple[str, ...] = ()) -> set[str]:
            found = set()
            for name in named(sql) - set(open_):
                found |= tables(parts[name], (*open_, name)) if name in parts else {name} & every
            return found

        yield lambda name: tables(statements(query_names()[name])[0][0])
    store.close()


def _names(node: object) -> set[str]:
    """Every name of a table, view or macro, also those a macro is handed as a text (`query_table`)."""
    if isinstance(node, list):
        return set().union(*map(_names, node))
    if not isinstance(node, dict):
        return set()
    own = {node[key] for key in ("table_name", "function_name") if isinstance(node.get(key), str)}
    given = node.get("value")
    own |= {given["value"]} if isinstance(given, dict) and isinstance(given.get("value"), str) else set()
    return own.union(*map(_names, node.values()))


@pytest.mark.parametrize("name", [name for name, path in query_names().items() if path.parent.name == "leader"])
def test_a_leaders_query_reads_releases_and_what_all_share(reached, name):
    assert reached(name) <= RELEASED | OF_ALL | BESIDE.get(name, set())
    assert OWN not in statements(query_names()[name])[0][1]


def test_what_leaders_may_not_read_is_found_through_views_and_macros(reached):
    assert {"fact", "roster_fact", "decision_fact"} <= reached("two_agencies")
    assert {"person", "fact", "predicate_fact"} <= reached("person_names")


WHOLE = {"corrections_waiting", "persons_state", "predicates_waiting", "publishable"}  # for who has the whole region


@pytest.mark.parametrize("name", [name for name, path in query_names().items() if path.parent.name == "planner"])
def test_a_planners_query_binds_a_region_and_but_for_those_of_a_release_agencies(name):
    parameters = statements(query_names()[name])[0][1]
    assert "region" in parameters and (OWN in parameters) == (name not in WHOLE)
