"""What a leader reads beside a figure whose correction waits or that is near an end of the scale: sign and sentence."""

import pandas as pd
import pytest

from data.publishing import publish
from data.terms.actors import system
from pages.ui.comparison import frames
from pages.ui.words import sentences
from tests.pages.visits import chosen, fine, said
from tests.worlds.facts import NOW, PERIOD, REGION, add_agencies, add_rows, row

SCORES = {"A": [60, 65, 70, 75, 80, 85], "B": [70, 72, 74, 76, 78, 80], "C": [100] * 5, "D": [90, 92, 93, 94, 96]}
WAITS, NEAR = "koreksi menunggu", "dekat ujung skala"


def rated(agency, scores):
    first = 100 * list(SCORES).index(agency)
    return [row(first + n, agency, None, "TG", "KOM", "superior", score, 900 + n % 3) for n, score in enumerate(scores)]


def prepare(store):
    """A's one corrected person waits; C is told as a bound, D is not and stands beside it."""
    add_agencies(store, REGION, dict.fromkeys(SCORES, "KES"))
    add_rows(store, REGION, PERIOD, [each for agency, scores in SCORES.items() for each in rated(agency, scores)])
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    add_rows(store, REGION, PERIOD, rated("A", [62]))
    assert publish.publish(store, REGION, PERIOD, system("test"), NOW).held == 1


def test_a_figure_that_waits_or_is_near_an_end_has_a_sign_and_the_page_one_sentence_for_each(open_page):
    text = said(fine(open_page("sector_comparison", None, prepare, daerah=REGION, indikator="KOM")))
    assert "Koreksi menunggu: yang tampil ialah angka terbitan sebelumnya" in text
    assert "Dekat ujung skala: angka seperti ini dapat berupa batas" in text
    cells = frames.matrix(chosen(indicator="KOM", labels={"indikator": "Komunikasi"}))
    cells = cells[cells["indicator"] == "KOM"].set_index("agency")
    assert cells["note"].to_dict() == {"A": WAITS, "B": "", "C": NEAR, "D": NEAR}
    assert all(row.verdict.endswith(row.note) for row in cells.itertuples())
    whole = frames.compared(chosen(indicator="KOM", labels={"indikator": "Komunikasi"})).set_index("agency")["note"]
    assert whole["A"] == WAITS and NEAR not in whole["B"]


@pytest.mark.parametrize("score", [0.0, 8.04, 92.0, 91.96, 100.0])
def test_the_extreme_and_its_neighbours_say_the_same(score):
    frame = pd.DataFrame({"held": [False], "score": [score]})
    assert sentences.notes(next(frame.itertuples())) == [NEAR] and sentences.why(frame).startswith(" Dekat ujung")


@pytest.mark.parametrize(("held", "score"), [(False, 8.1), (False, 91.9), (float("nan"), 50.0), (False, float("nan"))])
def test_any_other_figure_says_nothing(held, score):
    frame = pd.DataFrame({"held": [held], "score": [score]})
    assert sentences.notes(next(frame.itertuples())) == [] and sentences.why(frame) == ""
