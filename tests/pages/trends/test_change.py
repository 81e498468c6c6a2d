"""Where a change comes from, on the trend page: steps that add up, or the reason why there are none."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.change.parts import LEAST_TOLD
from pages.ui.charts import waterfall
from pages.ui.charts.look import LIGHT
from pages.ui.page import cached
from pages.ui.words import formats, t
from tests.worlds.actors import SYSTEM
from tests.worlds.layers import some

REGION = "7271"


@pytest.fixture
def visit(homes, open_page):
    """visit(**url) -> the trend page as a leader's session."""
    return lambda **url: open_page("agency_trends", homes("pairs"), **{"daerah": REGION, **url})


@pytest.fixture
def made(copies, homes):
    """The agencies whose people are paired, and the others."""
    copies.enter(homes("pairs"))
    sums = cached.store().query(SYSTEM, "pair_sums", region=REGION)
    paired = sums[sums["complete"]]["agency"].unique().tolist()
    everybody = cached.store().query(SYSTEM, "agency_scores", region=REGION)["agency"].unique().tolist()
    told = sums[sums["weight_shared"] >= LEAST_TOLD]["agency"].unique().tolist()
    return paired, [agency for agency in everybody if agency not in told]


def said(session: AppTest) -> str:
    kinds = ("title", "header", "markdown", "caption")
    return "\n".join(element.value for kind in kinds for element in getattr(session, kind))


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_paired_agency_shows_its_steps(visit, made, lang):
    session = visit(opd=made[0][0], lang=lang)
    text = said(session)
    assert t("agency_trends.parts_few", lang) not in text
    assert ("pegawai dinilai di kedua periode" if lang == "id" else "people were rated in both periods") in text
    assert ("pegawai yang sama:" if lang == "id" else "people rated both times:") in text


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
def test_an_agency_without_pairs_is_split_and_says_why_its_people_are_not(visit, made, lang):
    text = said(visit(opd=made[1][0], lang=lang))
    assert t("agency_trends.parts_sum", lang) in text
    assert any(t(f"agency_trends.parts_{why}", lang) in text for why in ("few", "little"))
    assert ("pegawai dinilai di kedua periode" if lang == "id" else "people were rated in both periods") not in text


def test_a_waterfall_ends_where_its_steps_add_up_to():
    steps = pd.DataFrame({"label": ["a", "b", "c"], "value": [2.0, -0.5, 1.5], "total": [False, False, True]})
    figure = waterfall(steps, LIGHT, "id")
    bar = figure.data[0]
    assert list(bar.base) == [0.0, 2.0, 0.0] and list(bar.x) == [2.0, -0.5, 1.5]
    assert [text.strip() for text in figure.data[1].text] == [formats.signed(value) for value in steps["value"]]
