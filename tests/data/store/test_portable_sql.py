"""What SQL another engine would refuse, or would read as something else without a word, read from our parsed files.

Each table of DuckLake has hidden columns (`snapshot_id`, `rowid`, `filename`, ...): a bare name or a join that uses it
finds them in a table of ours that has no such column. Spark keeps `1.0 / n` a decimal and cuts it, wants a window in
order and columns by name, and several `unnest` side by side become a cross product on the way there.
"""

import json
import re
from pathlib import Path

import duckdb
import pytest

from data.store.engine import FOLDER, statements
from data.upkeep.opening import open_store

HIDDEN = {"snapshot_id", "rowid", "filename", "file_row_number", "file_index"}
EVERY = sorted(path for room in ("sql", "queries") for path in (FOLDER / room).rglob("*.sql"))
TRAVELS = sorted((FOLDER / "sql" / "publish").glob("*.sql"))  # heavy enough to be run elsewhere one day
_BEFORE = re.compile(
    r"^(insert into \w+(\s*\([^)]*\))?( by name)?|create (or replace )?(temp )?(table|view|macro) (if not exists )?\w+"
    r"(\([^)]*\))?\s+as(\s+table)?)\s+(?=with|select|from|\()",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def columns_of(tmp_path_factory):
    """Columns by table of a new store; views and tables of the session alone have no hidden ones."""
    store = open_store(tmp_path_factory.mktemp("portable") / "home", threads=1)
    with store.cursor() as cursor:
        rows = cursor.execute("select table_name, column_name from duckdb_columns() where not internal").fetchall()
        tables = {row[0] for row in cursor.execute("select table_name from duckdb_tables()").fetchall()}
    store.close()
    return {table: {column for name, column in rows if name == table} for table in tables}


def trees(path: Path) -> list[dict]:
    """The parsed selects of a file, those inside an insert, a table, a view and a macro among them."""
    return [tree for text, _ in statements(path) if (tree := parsed(text))]


def parsed(text: str) -> dict | None:
    """One statement as the engine reads it; None where it selects nothing."""
    select = _BEFORE.sub("", re.sub(r"--[^\n]*", "", text).strip()).rstrip("; \n")
    if not re.match(r"(with|select|from|\()", select, re.IGNORECASE):
        return None
    tree = json.loads(duckdb.execute("select json_serialize_sql($sql)", {"sql": select}).fetchone()[0])
    assert not tree["error"], (tree, select)
    return tree


def nodes(tree: object) -> list[dict]:
    """Every node of a parsed statement."""
    if isinstance(tree, list):
        return [node for part in tree for node in nodes(part)]
    if not isinstance(tree, dict):
        return []
    return [tree, *nodes(list(tree.values()))]


def own(tree: object) -> list[dict]:
    """The nodes of one select without those of the selects inside it."""
    if isinstance(tree, list):
        return [node for part in tree for node in own(part)]
    if not isinstance(tree, dict) or tree.get("type") in ("SELECT_NODE", "SET_OPERATION_NODE"):
        return []
    return [tree, *own(list(tree.values()))]


def mistaken(tree: dict, columns_of: dict[str, set[str]]) -> set[str]:
    """Bare names, and names that a join uses, that a table without that column would answer to on DuckLake."""
    named = {entry["key"] for node in nodes(tree) if "cte_map" in node for entry in node["cte_map"]["map"]}

    def lacking(part: object, name: str) -> set[str]:
        tables = {node["table_name"] for node in own(part) if node.get("type") == "BASE_TABLE"} - named
        return {table for table in tables if name not in columns_of.get(table, {name})}

    found = set()
    for select in (node for node in nodes(tree) if node.get("type") == "SELECT_NODE"):
        inside = {**select, "type": "", "cte_map": {}}
        bare = {node["column_names"][0] for node in own(inside) if len(node.get("column_names", ())) == 1}
        found |= {f"{name} beside {table}" for name in HIDDEN & bare for table in lacking(select["from_table"], name)}
        for join in (node for node in own(inside) if node.get("type") == "JOIN"):
            used = HIDDEN & set(join["using_columns"])
            found |= {f"using {name} beside {table}" for name in used for table in lacking(join, name)}
    return found


def unportable(tree: dict) -> set[str]:
    """What of a select another engine reads otherwise."""
    found = set()
    for node in nodes(tree):
        kind = node.get("type")
        if kind == "STAR" and (node["exclude_list"] or node["replace_list"]):
            found.add("a star less some columns")
        if kind == "WINDOW_ROW_NUMBER" and not node["orders"]:
            found.add("row numbers in no order")
        if kind == "FUNCTION" and node["function_name"] == "/" and any(map(_decimal, node["children"])):
            found.add("a decimal divided")
        if kind == "FUNCTION" and node["function_name"] == "hash":
            found.add("a hash of the engine's own")
        if kind == "SUBQUERY" and node.get("subquery_type") == "ANY" and _row(node["subquery"]["node"]):
            found.add("in (select (a, b))")
        if kind == "SELECT_NODE" and sum(_unnests(column) for column in node["select_list"]) > 1:
            found.add("unnest beside unnest")
    return found


def _decimal(node: dict) -> bool:
    return node.get("type") == "VALUE_CONSTANT" and node["value"]["type"]["id"] == "DECIMAL"


def _row(select: dict) -> bool:
    columns = select.get("select_list", [])
    return len(columns) == 1 and columns[0].get("function_name") == "row"


def _unnests(column: dict) -> bool:
    return any(node.get("function_name") == "unnest" for node in own(column))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_name_would_be_taken_from_a_hidden_column(path, columns_of):
    assert not {fault for tree in trees(path) for fault in mistaken(tree, columns_of)}


@pytest.mark.parametrize("path", TRAVELS, ids=lambda path: path.stem)
def test_what_publishes_is_read_alike_by_another_engine(path):
    assert not {fault for tree in trees(path) for fault in unportable(tree)}


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("select snapshot_id from cell join period using (period)", "snapshot_id beside period"),
        ("select cell.n from period join cell using (snapshot_id)", "using snapshot_id beside period"),
        ("select filename from cell where rowid = 1", "filename beside cell"),
    ],
)
def test_a_hidden_column_is_seen(sql, fault):
    assert fault in mistaken(parsed(sql), {"cell": {"snapshot_id", "period", "n"}, "period": {"period"}})


@pytest.mark.parametrize(
    "sql",
    [
        "select cell.snapshot_id from cell join period using (period)",
        "select snapshot_id from cell where period in (select period from period)",
        "with period as (select 1 as period) select snapshot_id from cell join period using (period)",
    ],
)
def test_a_name_that_only_one_can_have_is_none(sql):
    assert not mistaken(parsed(sql), {"cell": {"snapshot_id", "period", "n"}, "period": {"period"}})


@pytest.mark.parametrize(
    "sql",
    [
        "create table there as select * exclude (a) from t", "insert into t select * replace (1 as a) from t",
        "select row_number() over (partition by a) from t", "select 1.0 / n from t", "select sum(2.5 / n) from t",
        "select hash(a) from t", "select 1 from t where (a, b) in (select (a, b) from u)",
        "select unnest([1]), unnest([2])",
    ],
)  # fmt: skip
def test_what_another_engine_reads_otherwise_is_seen(sql):
    assert unportable(parsed(sql))
