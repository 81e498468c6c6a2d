"""The rules of the layers, read from the code itself."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SESSION_WORDS = {"session_state", "query_params", "cache_data", "cache_resource"}
SQL_METHODS = {"execute", "executemany", "query", "sql"}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py") if "local" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
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


# The rooms of each wing from the top down: a room imports only from rooms below it. `docs/architecture.md` draws them.
ORDER = {
    "data": "__main__ upkeep batches publishing sample reading catalog store export terms",
    "data.reading": "several upload kinds judging meaning form memory cells",
    "data.reading.form": "archive opening markup book text prefetch table",
    "analytics": "needs plan clusters gaps trends change comparison citizens raters people impact targets predicates"
    " verdicts statistics",
    "analytics.plan": "steps infeasible sensitivity curve report make schedule search draft case limits value",
    "pages": "ui answers",
    "pages.ui": "SCREENS publishing targets serving panel page charts words jobs access",
}
SCREENS = [
    "home", "trends", "comparison", "gaps", "clusters", "needs", "plan", "quality", "method", "upload",
    "reference", "citizens", "people", "own", "desk", "audit",
]  # fmt: skip


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def arrows() -> set[tuple[str, str]]:
    """Every (importing, imported) pair of modules of the three wings, imports in functions counted too."""
    known = {module(path): path for path in modules("data", "analytics", "pages")}
    return {
        (name, other)
        for name, path in known.items()
        for other in imported(path)
        if other in known and other != name and not name.startswith(other + ".")
    }


def room(name: str, wing: str) -> str | None:
    """The room of a wing a module stands in; None outside the wing."""
    if not name.startswith(wing + "."):
        return None
    first = name.removeprefix(wing + ".").split(".")[0]
    return "SCREENS" if wing == "pages.ui" and first in SCREENS else first


@pytest.mark.parametrize("wing", ORDER)
def test_imports_run_down_the_rooms(wing):
    place = {name: number for number, name in enumerate(ORDER[wing].split())}
    steps = {(one, other): (room(one, wing), room(other, wing)) for one, other in arrows()}
    inside = {pair: rooms for pair, rooms in steps.items() if None not in rooms and rooms[0] != rooms[1]}
    if wing == "pages":  # the pages themselves stand above both
        inside = {pair: rooms for pair, rooms in inside.items() if rooms[0] in place}
    assert {name for rooms in inside.values() for name in rooms} <= set(place)
    assert {pair for pair, (above, below) in inside.items() if place[above] >= place[below]} == set()


def test_screens_do_not_draw_on_each_other():
    def screen(name: str) -> str | None:
        parts = name.split(".")
        return parts[2] if name.startswith("pages.ui.") and parts[2] in SCREENS else None

    pairs = {(screen(one), screen(other)) for one, other in arrows()}
    assert {pair for pair in pairs if None not in pair and pair[0] != pair[1]} == set()


def test_no_circle_of_modules():
    """Kahn's way: take away whatever nothing left imports; what stays is a circle."""
    left = arrows()
    while free := {one for one, _ in left} - {other for _, other in left}:
        left = {(one, other) for one, other in left if one not in free}
    assert left == set()


def test_rooms_are_few_and_small():
    def rooms(folder: str) -> int:
        inside = [path for path in (ROOT / folder).iterdir() if path.name not in ("__init__.py", "__pycache__")]
        return sum(path.suffix == ".py" or any(path.glob("*.py")) for path in inside)

    assert rooms("data") <= 10 and rooms("data/reading") <= 10
    assert rooms("pages/ui") <= len(SCREENS) + 9
    counts = {path.parent: 0 for path in modules("data", "analytics", "pages")}
    for path in modules("data", "analytics", "pages"):
        counts[path.parent] += 1
    assert {str(folder.relative_to(ROOT)): n for folder, n in counts.items() if n > 17} == {}  # 16 and `__init__`


def test_files_leave_by_one_button_alone():
    """Streamlit's own asks nobody who presses it; a file it makes is then handed to nobody."""
    said = [
        str(path.relative_to(ROOT)) for path in modules("pages") if "st.download_button(" in path.read_text("utf-8")
    ]
    assert said == ["pages/ui/page/downloads.py"]


VIEWS_ALONE = {
    "_toggle_fold",
    "_sent",
    "_put",
    "_swap",
    "_answered",
    "_sector_chosen",
    "_typed",
    "_seek",
}  # change a view or a draft


def test_what_a_button_does_before_its_page_is_asked_for():
    """Callbacks run before the guard of a page: one that does more than choose what is seen stands in `pressed`."""

    def plain(what: ast.expr) -> bool:
        if isinstance(what, ast.Lambda):
            return ast.unparse(what.body).startswith("address.put(")
        said = ast.unparse(what)
        return said in VIEWS_ALONE or said.startswith("address.") or isinstance(what, ast.Constant)

    def guarded(what: ast.expr, path: Path) -> bool:
        said = ast.unparse(what)
        if isinstance(what, ast.Name):  # named some lines above
            return re.search(rf"\b{said}\b.* = .*pressed\(", path.read_text("utf-8")) is not None
        return said.startswith(("pressed(", "guard.pressed("))

    found = {
        f"{path.name}: {ast.unparse(keyword.value)}"
        for path in modules("pages")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in ("on_click", "on_change", "on_submit", "on_select")
        and not plain(keyword.value) and not guarded(keyword.value, path)
    }  # fmt: skip
    assert found == set()


WRITERS = {
    "batches.accept", "batches.accept_reference", "batches.undo", "together.accept", "together.undo", "publish_each",
    "waiting.publish_each", "publish.withdraw", "decide", "settle_home", "saved_views.save", "saved_views.rename",
    "saved_views.delete", "remove_demo", "looked", "noting.looked", "letters.write", "objections.answer",
    "objections.file",
}  # fmt: skip


def test_pages_change_things_as_who_visits():
    """What a page hands to a function that writes is the actor of its visit: a plain name would be the system's."""
    calls = [
        (path, node)
        for path in modules("pages")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in WRITERS
    ]
    assert len(calls) > 10
    given = {ast.unparse(argument) for _, node in calls for argument in node.args}
    assert {"actor", "guard.actor()", "actor()"} <= given
    for path, node in calls:
        said = {ast.unparse(argument) for argument in node.args}
        assert said & {"actor", "guard.actor()", "actor()"}, f"{path.name}:{node.lineno}"
        if "actor" in said:
            given = r"\bactor\b.* = .*(guard\.(actor|standing)\(\)|system\(getpass)|actor: Actor"
            assert re.search(given, path.read_text("utf-8")), path.name


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


def test_tests_are_no_libraries_of_other_tests():
    """What several tests need stands in `tests/worlds`, `tests/twins` or the `visits` of their folder: a test file and
    a conftest can then be read, moved and run alone."""
    offenders = {
        str(path.relative_to(ROOT)): sorted(named)
        for path in modules("tests")
        if (
            named := {
                name
                for name in imported(path)
                if name.startswith("tests.") and any(re.match(r"test_|conftest$", part) for part in name.split(".")[1:])
            }
        )
    }
    assert offenders == {}
