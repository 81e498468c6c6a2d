"""No text stands where nothing asks for it: a key is written in the code, built there from a code, or read with its
whole table."""

import ast
import re

from pages.ui import words
from pages.ui.words import strings

PAGES = words.ROOMS.parent
WHOLE = ("glossary.", "streamlit.")  # tables that are read as they are
_CODE = r"\w+(?:\.\w+)?"


def code() -> list[ast.Module]:
    paths = [PAGES.parent / "dashboard.py", *PAGES.rglob("*.py")]
    return [ast.parse(path.read_text("utf-8")) for path in paths]


def written(trees: list[ast.Module]) -> set[str]:
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def built(trees: list[ast.Module]) -> list[re.Pattern]:
    """What the f-strings can become that begin with a table's name."""
    formatted = (node.values for tree in trees for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    patterns = {
        "".join(re.escape(part.value) if isinstance(part, ast.Constant) else _CODE for part in parts)
        for parts in formatted
    }
    return [re.compile(pattern) for pattern in patterns if re.match(r"[a-z_]+\\\.", pattern)]


def begun(trees: list[ast.Module]) -> set[str]:
    """The pages that begin with a state for an empty store."""
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "attr", "") == "begin" and call.args and isinstance(call.args[0], ast.Constant)
    }


def test_every_text_is_asked_for():
    trees = code()
    literals, patterns = written(trees), built(trees)
    known = {f"{name}.{part}" for name in begun(trees) for part in ("page", "will_show")}
    known |= {f"{path.stem}.nav" for path in PAGES.glob("*.py")}
    known |= {f"{key}_one" for key in literals}  # said in place of `key` where low and high are the same

    def asked(key: str) -> bool:
        return key in literals | known or key.startswith(WHOLE) or any(one.fullmatch(key) for one in patterns)

    assert [key for key in strings() if not asked(key) or (key.endswith(".will_show") and key not in known)] == []
