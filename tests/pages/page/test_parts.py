"""A link that names a part of a page names one that is drawn there."""

import ast
import re
from pathlib import Path

from pages.ui.home import questions, signal_cards
from pages.ui.page import address
from pages.ui.quality import frames
from tests.pages.visits import fine, query
from tests.worlds.homes import REGION

PAGES = Path(__file__).parents[3] / "pages"
CALLED = re.compile(r"(?:bagian|lands|part)=\"(\w+)\"|\"bagian\": \"(\w+)\"")
MARKED = re.compile(r"part_(\w+)")


def drawn() -> set[str]:
    """What may be the key of a chart, and the parts that are none."""
    keys = set()
    for path in PAGES.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        words = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
        if "show_chart(" in source:
            keys |= {word for word in words if isinstance(word, str)}
        keys |= {part for word in words if isinstance(word, str) for part in MARKED.findall(word)}
    return keys


def test_every_part_a_link_names_is_drawn_somewhere():
    sources = [path.read_text(encoding="utf-8") for path in PAGES.rglob("*.py")]
    named = {one or other for source in sources for one, other in CALLED.findall(source)}
    named |= {frames.SOURCES, *questions.COVERAGE_PART.values(), *signal_cards.PART.values()}
    assert {"matrix", "targets", "verdicts", "gap_distribution", "sources", "thin_weight"} <= named
    assert named <= drawn()


def test_a_part_is_of_one_link_and_no_choice_of_the_visit(visit):
    session = fine(visit("sector_comparison", daerah=REGION, indikator="KOM", bagian="matrix"))
    assert query(session)["bagian"] == "matrix"  # whoever reloads it or passes the address on lands there
    assert "bagian" not in address.as_query()
    session.query_params.clear()
    session.switch_page("pages/rating_quality.py").run()
    assert "bagian" not in query(fine(session)) and query(session)["indikator"] == "KOM"
