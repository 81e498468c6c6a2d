"""The rules of the layers, read from the code itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SESSION_WORDS = {"session_state", "query_params", "cache_data", "cache_resource"}
SQL_METHODS = {"execute", "executemany", "query", "sql"}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py") if "local" not in path.parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Every module name an import statement of this file names, at any depth."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        ("data", {"analytics", "pages", "streamlit", "plotly"}),
        ("analytics", {"data", "pages", "streamlit", "plotly", "duckdb"}),
        ("pages", {"duckdb"}),
    ],
)
def test_layers_import_only_what_they_may(folder, forbidden):
    found = {str(path.relative_to(ROOT)): sorted(tops(path) & forbidden) for path in modules(folder)}
    assert {path: names for path, names in found.items() if names} == {}


def test_plotly_express_is_never_imported():
    offenders = [
        str(path)
        for path in modules("pages", "analytics", "data")
        if any(name.startswith("plotly.express") for name in imported(path))
    ]
    assert offenders == []  # it tripled the script time of a page


def test_scipy_stats_is_never_imported():
    offenders = [
        str(path)
        for path in modules("pages", "analytics", "data")
        if any("scipy.stats" in name for name in imported(path))
    ]
    assert offenders == []  # its import is most of a second, and the first page needs four functions of it


def test_only_the_shared_screen_code_knows_session_url_and_cache():
    pages = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py")), *modules("data", "analytics")]
    found = {
        (path.name, node.attr)
        for path in pages
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in SESSION_WORDS
    }
    assert found == set()


def test_every_page_starts_with_its_guard():
    """A page's first call is `screen.begin(name, role, ...)` or `guard(role)`: no figure is asked for before."""
    for path in sorted((ROOT / "pages").glob("[a-z]*.py")):
        calls = [
            node.value if isinstance(node, ast.Expr | ast.Assign) else node
            for node in tree(path).body
            if isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Call)
        ]
        first = ast.unparse(calls[0])
        assert first.startswith(("guard(", "guard.guard(", "screen.begin(", "begin(")), (
            f"{path.name} starts with {first}"
        )


def test_pages_are_short_and_hold_no_sql():
    for path in sorted((ROOT / "pages").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 90, path.name
        assert "select " not in text.lower().replace("selectbox", ""), path.name


def test_modules_are_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [ROOT / "dashboard.py", ROOT / "run.py", *modules("data", "analytics", "pages")]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_no_sql_is_put_together_from_strings():
    """What reaches the engine is a file or a fixed string; values travel as parameters."""
    offenders = []
    for path in modules("data", "pages", "analytics"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SQL_METHODS:
                put_together = [
                    part
                    for argument in node.args[:1]
                    for part in ast.walk(argument)
                    if isinstance(part, ast.JoinedStr)
                    or (isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Mod))
                    or (isinstance(part, ast.Call) and getattr(part.func, "attr", "") == "format")
                ]
                if put_together:
                    offenders.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert offenders == []


def test_nothing_is_left_for_later():
    marks = ("TO" + "DO", "FIX" + "ME", "raise NotImplemented" + "Error")
    found = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in modules("data", "analytics", "pages")
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_answers_know_no_streamlit():
    """`pages/answers` serves the screens, a command and later a release: no session, cache or widget in it."""
    offenders = {
        str(path.relative_to(ROOT)): sorted(named)
        for path in modules("pages/answers")
        if (named := {name for name in imported(path) if name.startswith(("streamlit", "plotly", "pages.ui"))})
    }
    assert offenders == {}
