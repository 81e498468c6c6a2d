"""The comparison page: a long order shows its ends, ranks only where the data can rank, other weights from the link."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics.comparison.adjust import LEAST_R2
from pages.answers import scores
from pages.answers.comparison import comparison, similar
from pages.ui.comparison import frames, what_if
from pages.ui.home import questions, sector_strip
from pages.ui.words import t
from tests.pages.visits import agencies, chosen, fine, said

CODES = some.text("ABCKOMTGU", min_size=1, max_size=3)


@given(some.dictionaries(CODES, some.integers(0, what_if.MOST)))
def test_weights_come_back_from_the_link(factors):
    back = what_if.from_text(what_if.as_text(factors))
    assert back == {code: value for code, value in factors.items() if value != what_if.USUAL}


@given(some.text(max_size=64))
def test_no_link_breaks_the_weights(text):
    assert all(0 <= value <= what_if.MOST for value in what_if.from_text(text).values())


@pytest.mark.parametrize("many", [3, 16, 17, 50])
def test_a_long_order_shows_its_ends_and_counts_what_lies_between(many):
    frame = pd.DataFrame(
        {
            "key": [f"k{at}" for at in range(many)],
            "label": [f"Dinas {at}" for at in range(many)],
            "tone": "",
            "score": np.linspace(90, 60, many),
            "n_people": range(5, 5 + many),
        }
    )
    drawn = frames.ends(frame)
    gaps = drawn[drawn["score"].isna()]
    assert len(drawn) <= 2 * frames.ENDS + 2
    if len(gaps):
        (left,) = map(int, re.findall(r"\d+", gaps["label"].iloc[0]))
        assert left + len(drawn) - 1 == many and gaps["key"].tolist() == [""]
    else:
        assert len(drawn) == many


def test_under_the_weights_in_force_nothing_flips(visit):
    visit("method", "full")
    found = what_if.flips(chosen(), {})
    assert len(found) and not found["flips"].any() and found["holds"].between(0, 1).all()
    moved = what_if.flips(chosen(), {"KOM": 300, "TG": 0})
    assert (moved["score_moved"] - moved["score"]).abs().max() > 0.1
    assert moved.set_index("agency")["holds"].equals(found.set_index("agency")["holds"].reindex(moved["agency"]))


def test_a_link_with_weights_opens_the_view_it_was_made_from(visit):
    session = fine(visit("sector_comparison", bobot="KOM200"))
    assert session.number_input("weight_KOM").value == 200
    assert session.query_params["bobot"] == "KOM200"
    session.number_input("weight_KOM").set_value(100).run()
    assert "bobot" not in fine(session).query_params


def test_similar_agencies_stand_beside_the_chosen_one_and_adjusting_needs_a_reason(visit):
    visit("method", "full")
    agency = agencies()[0]
    session = visit("sector_comparison", "full", opd=agency)
    session.session_state["similar"] = True
    session = fine(session.run())
    assert session.selectbox("choose_opd").value == agency
    shown = t("similar.adjusted", "id") in session.table[0].value.columns
    assert shown == (similar.explained(chosen()) >= LEAST_R2)
    hidden = t("similar.adjusted_hidden", "id", share="").split(":")[0]
    assert (hidden in said(session)) == (not shown)
    peers = similar.peers(chosen(), agency)
    assert peers["agency"].iloc[0] == agency and peers["agency"].is_unique and 2 <= len(peers) <= 11


def test_ranks_are_given_only_where_the_data_can_rank(visit):
    visit("method", "full")
    ranked = frames.ranks(chosen())
    kind = ranked["rank_kind"].iloc[0]
    assert kind in ("none", "thirds", "ranks")
    numbers_shown = ranked["rank_words"].str.contains(r"\d")
    assert not numbers_shown.any() if kind != "ranks" else numbers_shown.any()
    assert frames.rank_sentence(ranked) == t(
        f"rank.say_{kind}", "id", share=f"{ranked['rankability'].iloc[0] * 100:.0f}%"
    )


def test_the_matrix_shows_those_furthest_from_the_region(visit):
    visit("method", "full")
    cells = frames.matrix(chosen())
    drawn = frames.standing_out(cells)
    assert drawn["row"].nunique() <= frames.FEW_ROWS < cells["row"].nunique()
    assert drawn.groupby("row")["certain"].any().all()


def test_a_cell_is_coloured_where_it_holds_against_all_cells_of_the_region(visit):
    visit("method", "full")
    found = scores.indicators(chosen())
    p = sorted(found["difference_p"].dropna())
    most = max((value for place, value in enumerate(p, 1) if value <= 0.05 * place / len(p)), default=0.0)
    assert found["certain"].any() and (found.loc[found["certain"], "difference_p"] <= most).all()
    outside = (found["low"] > found["centre"]) | (found["high"] < found["centre"])
    assert found["certain"].sum() < outside.sum(), "one cell in twenty lies outside by chance"
    health = scores.indicators(chosen(sector="KES")).set_index(["agency", "indicator"])["certain"]
    whole = found.set_index(["agency", "indicator"])["certain"]
    assert health.any() and (whole[health.index] == health).all()


@pytest.mark.whole
def test_too_few_agencies_get_neither_funnel_nor_ranks(visit):
    visit("method", "full")
    ranked = frames.ranks(chosen(sector="KES"))
    assert (
        len(ranked) < 10 and set(ranked["rank_kind"]) == {"few"} and not ranked["rank_words"].str.contains(r"\d").any()
    )
    session = fine(visit("sector_comparison", "full", sektor="KES"))
    assert "di luar batas kebetulan" not in said(session)
    assert t("rank.say_few", "id") in said(session)


@pytest.mark.whole
def test_the_folds_of_all_agencies_and_their_tables_stand_open_together(visit, monkeypatch):
    monkeypatch.setattr(frames, "ENDS", 1)  # a small region has its folds too
    monkeypatch.setattr(frames, "standing_out", lambda cells: cells[cells["row"] == cells["row"].iloc[0]])
    session = visit("sector_comparison")
    for chart in ("ranking", "matrix"):
        for key in (f"table_of_{chart}", f"all_{chart}", f"table_of_{chart}_all"):
            session.session_state[key] = True
    tables = [table.value for table in fine(session.run()).table]
    assert sum(table.equals(other) for at, table in enumerate(tables) for other in tables[:at]) >= 2


@pytest.mark.whole
def test_scores_without_a_range_are_not_called_too_few_agencies(visit):
    session = fine(visit("sector_comparison", "full", sumber="superior"))
    assert "tanpa rentang" in session.title[0].value
    assert t("rank.say_no_range", "id") in said(session) and t("rank.say_few", "id") not in said(session)


def test_the_question_of_home_lands_where_its_count_stands_and_is_told_from_the_funnel(visit):
    visit("method", "full")
    (asked,) = [q for q in questions.questions(chosen(), 0) if q.page == "sector_comparison"]
    (counted,) = re.findall(r"Mengapa (\d+) ", asked.text)
    session = fine(visit("sector_comparison", "full", **asked.changes))
    assert f"{counted} pasti di bawah daerah" in said(session)
    assert any(f": {counted} perangkat daerah pasti di bawah" in header.value for header in session.header)
    assert t("sector_comparison.matrix_why", "id") in said(session)


def test_a_line_off_the_region_inside_the_limits_is_explained_where_it_stands(visit):
    session = fine(visit("sector_comparison", "full"))
    ranked, line = comparison.ranks(chosen()), comparison.centre(chosen())
    off = sum(
        not row.low <= round(line, 1) <= row.high and row.funnel not in ("above998", "below998")
        for row in ranked.round({"low": 1, "high": 1}).itertuples()
    )
    assert off == comparison.clear_of(ranked, line) > 0
    assert f"{off} garis tidak menyentuh" in said(session)
    assert comparison.clear_of(ranked.assign(low=0.0), line) == int((ranked["high"].round(1) < round(line, 1)).sum())
    assert comparison.clear_of(ranked, None) == 0


def test_a_sector_in_words_on_home_lands_where_its_figure_stands(visit):
    visit("method", "full")
    _, rows = sector_strip.rows(chosen())
    assert rows
    row = rows[0]
    figures = re.findall(r"[+−]?[0-9]+,[0-9]", row.text)
    session = fine(visit("sector_comparison", "full", indikator=row.indicator))
    (told,) = [text.value for text in session.markdown if "Sektor yang pasti berbeda" in text.value]
    assert len(figures) == 2 and f"{figures[0]} ({figures[1]})" in told
