"""No figure that a leader's browser receives is finer than what the page says: every chart of every leaders' page."""

import json
import re

import pytest

from pages.ui.page.navigation import ORDER, PAGES
from tests.same_outputs.figures import rounded
from tests.worlds.homes import REGION

LEADERS = [name for name, right in ORDER if right == "figures" and (PAGES / f"{name}.py").exists()]
FINE = re.compile(r"\d\.\d{2,}")
# A satisfaction index with its grade, and an element of it: two decimals, as their rule has them.
OF_THE_RULE = re.compile(r"\d\.\d{2} (?:\\u00b7|\([A-D]\))")


def figures(session):
    """The figures a session holds, each as its traces and layout."""
    return [json.loads(element.proto.spec) for element in session.get("plotly_chart")]


def finer(figure):
    """The numbers of a figure's coordinates with more digits than its axis says, and its texts with more than one."""
    found = []
    for trace in figure["data"]:
        for side in "xy":
            axis = figure["layout"].get(f"{side}axis", {})
            values = [*numbers(trace.get(side)), *numbers(trace.get(f"error_{side}", {}).get("array"))]
            values += numbers(trace.get(f"error_{side}", {}).get("arrayminus"))
            digits = 2 if "ticktext" in axis or all(abs(value) <= 1 for value in values) else 1
            found += [value for value in values if abs(value - round(value, digits)) > 1e-9]
        texts = json.dumps([trace.get(name) for name in ("text", "hovertext", "customdata", "hovertemplate")])
        texts = OF_THE_RULE.sub("", texts.replace(",", "."))
        found += [text for text in FINE.findall(texts) if not re.search(r"\d\.\d{3}", text)]
        found += [value for value in numbers(trace.get("z")) if value != round(value)]
    return found


def numbers(values):
    flat = rounded(values)
    flat = [one for part in flat for one in (part if isinstance(part, list) else [part])] if flat else []
    return [one for one in flat if isinstance(one, int | float) and not isinstance(one, bool)]


@pytest.mark.parametrize("name", LEADERS)
def test_no_figure_is_finer_than_what_the_page_says(visit, name):
    drawn = 0
    for chosen in ({}, {"sektor": "KES"}, {"opd": f"{REGION}-DINKES"}, {"indikator": "KOM"}):
        session = visit(name, "demo", **chosen)
        for figure in figures(session):
            assert finer(figure) == [], (name, chosen)
            drawn += len(figure["data"])
    assert drawn or name == "method"


def test_a_finer_figure_would_be_found():
    trace = {"type": "scatter", "x": [1, 2], "y": [74.2, 74.21739130434783], "hovertext": ["74,2", "74,22 (1.234)"]}
    assert finer({"data": [trace], "layout": {}}) == [74.2173913, "4.22"]
    assert finer({"data": [trace | {"y": [0.5, 0.25], "hovertext": []}], "layout": {}}) == []
