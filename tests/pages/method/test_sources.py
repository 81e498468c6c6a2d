"""Every source that ships is told on the method page, and each has a line of its own colour."""

import pandas as pd
import pytest

from pages.ui import charts
from pages.ui.charts.look import DARK, LIGHT
from pages.ui.words import t
from tests.pages.visits import fine
from tests.worlds.shipped import known


def test_the_method_page_says_an_external_assessor_weighs_nothing(visit):
    tables = [table.value for table in fine(visit("method")).table]
    told = next(table for table in tables if t("method.weight", "id") in table.columns)
    assert len(told) == len(known().sources)
    row = told[told.iloc[:, 0].str.contains("Asesor eksternal")]
    weight = [cell.replace("\\", "") for cell in row[t("method.weight", "id")]]
    assert weight == [t("method.beside", "id")]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_every_source_has_a_colour_of_its_own(look):
    sources = known().sources["code"].tolist()
    lines = pd.DataFrame(
        {"series": sources, "label": sources, "period": "2025-S1", "seq": 4050, "score": range(60, 60 + len(sources)),
         "n_people": 9, "focus": True}
    )  # fmt: skip
    drawn = [trace.line.color or trace.marker.color for trace in charts.trend(lines, look, "id").data]
    assert len(drawn) == len(set(drawn)) == len(sources)
