"""The citizens page on a real store: its figures, its words, what a leader and a planner see."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest

from data.batches import batches
from data.terms.actors import system
from pages.answers import scores
from pages.answers.citizens import survey
from pages.ui.citizens import frames, sheet
from pages.ui.page import cached
from pages.ui.words import formats, t
from tests.pages.visits import chosen, fine, said, table
from tests.worlds.homes import NOW, REGION
from tests.worlds.layers import some

LAST = "2026-S1"


def opened(session, *keys):
    """The tables under these keys, opened."""
    for key in keys:
        session.session_state[f"table_of_{key}"] = True
    session.run()
    return [table(session, key) for key in keys]


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
def test_the_title_counts_the_signs_of_the_table(visit, lang):
    session = fine(visit("citizens", lang=lang, periode=LAST))
    (views,) = opened(session, "views")
    signed = views[t("citizens.place", lang)].str.startswith("◆")
    title = session.title[0].value
    assert str(signed.sum()) in title if signed.any() else title == t("citizens.title_none", lang, all=len(views))


def test_the_index_is_the_ninth_of_the_released_elements(visit):
    session = fine(visit("citizens", periode=LAST))
    (shown,) = opened(session, "ikm")
    rows = cached.ask("survey_elements", region=REGION, periods=[LAST])
    assert set(rows["scale"]) == {"1-4"} and len(shown) == rows["agency"].nunique() > 10
    by_name = dict(zip(shown[t("table.agency", "id")].map(formats.bare), shown[t("citizens.ikm", "id")], strict=True))
    for name, mine in rows.groupby("agency_name"):
        assert len(mine) == 9
        answers = [Decimal(repr(round(1 + 3 * score / 100, 6))) for score in mine["score"]]
        plain = (sum(answers) * 25 / 9).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        assert next(text for shown_name, text in by_name.items() if name in shown_name) == str(plain).replace(".", ",")


def test_elements_stand_by_name_and_say_which_training_can_improve(visit):
    session = fine(visit("citizens", periode=LAST))
    (shown,) = opened(session, "elements")
    about = dict(zip(shown[t("citizens.element", "id")], shown[t("citizens.about", "id")], strict=True))
    of_staff = {re.sub(r"\[(.*?)\].*", r"\1", name) for name, what in about.items() if what == "petugas"}
    assert of_staff == {"Kompetensi pelaksana", "Perilaku pelaksana", "Penanganan pengaduan, saran, dan masukan"}
    assert len(shown) == 9 and not any(re.search(r"\bU\d\b", name) for name in about)


def test_an_association_is_called_one(visit):
    text = said(fine(visit("citizens", periode=LAST)))
    assert "bukan sebab-akibat" in text and not re.search(r"menyebabkan|karena (atasan|warga)", text)


@pytest.mark.whole
def test_citizens_who_disagree_lead_to_a_question_about_their_agency(visit):
    """The planted one, in a region where superiors' means are sure enough."""
    fine(visit("citizens", "years", periode=LAST, daerah=REGION))
    choice = chosen()
    both = frames.views(choice)
    assert both[both["certain"]]["agency"].tolist()[0] == "3403-DUKCAPIL"
    assert both["place"].iloc[0] == "citizens_lower"
    agency, question = frames.questions(choice)[0]
    assert agency == "3403-DUKCAPIL" and formats.number(abs(both["off"].iloc[0])) in question


def test_only_planners_see_service_points(visit):
    leader = said(fine(visit("citizens", periode=LAST, peran="leader")))
    assert t("citizens.points_title", "id") not in leader
    session = fine(visit("citizens", periode=LAST, peran="planner"))
    assert t("citizens.points_title", "id") in said(session)
    (points,) = opened(session, "service_points")
    told = points[t("citizens.per_thousand", "id")].ne(formats.MISSING)
    assert told.any()
    heads = points[t("table.n_respondents", "id")].str.replace(".", "").replace(formats.MISSING, None).dropna()
    assert heads.astype(int).ge(5).all()


def test_an_index_is_not_compared_across_a_new_questionnaire(open_page, homes):
    def renew(store):
        rows = pd.DataFrame([(REGION, "U3", "2025-S2", "Kuesioner baru")], columns=scores.BREAKS)
        batches.accept_reference(store, {"breaks": rows}, "putus", system("uji"), NOW, demo=True)

    session = fine(open_page("citizens", homes("demo"), renew, periode=LAST))
    known = survey.indices(chosen())
    assert set(known.loc[known["starts_because"].eq("break"), "period"]) == {"2025-S2"}
    lines = frames.over_time(chosen())
    assert not lines.loc[lines["period"].eq("2025-S2"), "joined"].any()
    assert lines.loc[lines["period"].eq("2025-S1"), "joined"].all()
    assert "Kuesioner baru" in said(session)


def test_a_store_without_a_survey_says_what_to_upload(open_page, homes):
    def forget(store):
        with store.writing() as cursor:
            cursor.execute("delete from block_score where indicator like 'U_'")

    session = fine(open_page("citizens", homes("demo"), forget, periode=LAST))
    assert t("citizens.no_survey_why", "id") in said(session) and not session.get("plotly_chart")


def test_the_page_to_pass_on_names_no_agency(visit):
    fine(visit("citizens", periode=LAST))
    paper = sheet.shared(chosen())
    told = " ".join([paper.title, paper.lead, *(line for part in paper.parts for line in part.lines)])
    named = frames.surveyed(chosen())["short"]
    assert not any(short in told for short in named)
