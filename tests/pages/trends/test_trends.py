"""The trend page: nothing runs past the chosen period, agencies are told apart only where ranges allow it, and a link
brings the same view back."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from analytics.statistics.control_chart import add_limits
from analytics.trends.segments import newest_segment
from analytics.verdicts import STRENGTH
from pages.answers import changes, reference, scores, trends
from pages.answers.changes import since_last_year, stayers
from pages.answers.comparison.comparison import differences
from pages.answers.intervals import EACH
from pages.ui.page import cached
from pages.ui.trends import frames as trend_frames
from pages.ui.trends import ordinary, sources, two_agencies
from pages.ui.words import formats, sentences, t
from tests.pages.visits import agencies, bare, chosen, fine, said
from tests.worlds.homes import REGION


def test_no_line_runs_past_the_chosen_period(visit):
    visit("method")
    session = visit("agency_trends", periode="2025-S1", opd=agencies()[0])
    session.session_state["table_of_agency_trend"] = True
    table = bare(fine(session.run()).table[0].value)
    periods = [str(value).replace("\\", "") for value in table[t("table.period", "id")]]
    assert periods[-1] == formats.period("2025-S1", lang="id") and formats.period("2025-S2", lang="id") not in periods
    assert formats.period("2025-S1", lang="id") in said(session)


@pytest.mark.whole
def test_without_an_agency_the_strongest_evidence_comes_first(visit):
    session = fine(visit("agency_trends", "full"))
    words = [str(value).split(" ", 1)[1] for value in bare(session.table[0].value)[t("table.verdict", "id")]]
    order = [t(f"verdict.{code}", "id") for code in STRENGTH]
    assert [order.index(word) for word in words] == sorted(order.index(word) for word in words)
    assert len(session.get("plotly_chart")) == 2


def test_an_indicator_of_few_people_is_judged_for_nobody_and_said_so(visit):
    visit("method", "full")
    text = said(fine(visit("agency_trends", "full", indikator="KPM")))
    assert t("agency_trends.nobody", "id") in text
    assert not any(t(f"verdict.{code}", "id") in text for code in ("up", "down"))


def test_a_second_agency_comes_back_with_its_link(visit):
    visit("method")
    one, two = agencies()[:2]
    session = fine(visit("agency_trends", opd=one, banding=two))
    assert session.selectbox("choose_banding").value == two
    row = differences(chosen(agency=one), two).iloc[-1]
    assert formats.signed(row["difference"], lang="id") in said(session)
    session.selectbox("choose_banding").set_value("").run()
    assert "banding" not in fine(session).query_params


def test_moving_on_to_the_agency_compared_with_ends_the_comparison(visit):
    visit("method")
    one = agencies()[0]
    session = fine(visit("agency_trends", opd=one, banding=one))
    assert session.selectbox("choose_banding").value == ""
    assert not any("tidak dikenal" in info.value for info in session.info)


def test_two_agencies_are_told_apart_only_where_the_range_excludes_zero(visit):
    visit("method", "full")
    first, *others = agencies()
    said_of = {"above": "lebih tinggi", "below": "lebih rendah"}
    seen = set()
    for other in others:
        choice = chosen(agency=first)
        row = differences(choice, other).iloc[-1]
        sentence = two_agencies.sentence(choice, other)
        place = "above" if row["low"] > 0 else "below" if row["high"] < 0 else "same"
        assert all((words in sentence) == (code == place) for code, words in said_of.items())
        assert ("memuat nol" in sentence) == (place == "same")
        seen.add(place)
    assert len(seen) >= 2


@pytest.mark.whole
def test_the_same_people_are_shown_or_it_is_said_why_not(visit):
    visit("method", "full")
    known = cached.ask("pair_sums", region=REGION)
    paired = known[known["complete"]]["agency"].unique().tolist()
    alone = next(code for code in agencies() if code not in paired)
    for agency in (paired[0], alone):
        text = said(fine(visit("agency_trends", "full", opd=agency, orang="ya")))
        told = t("same_people.none", "id")
        assert (told in text) == (agency == alone)
    found = stayers(chosen(agency=paired[0]))
    sums = cached.ask("pair_sums", region=REGION, agencies=[paired[0]], indicator="*", source="all")
    stay = sums[(sums["part"] == "stay") & sums["complete"]].sort_values("seq").iloc[0]
    assert found["score"].iloc[1] == pytest.approx(stay["total_now"] / stay["n_people"] / stay["weight_shared"])
    assert found["joined"].tolist()[:2] == [False, True] and found["n_people"].ge(5).all()


def test_the_standard_of_an_agency_is_the_mean_over_its_people(visit):
    visit("method")
    agency = agencies()[0]
    choice = chosen(agency=agency)
    people = cached.ask("agency_positions", region=REGION, periods=[choice.period])
    people = people[people["agency"] == agency]
    wanted = {
        (row.position, row.indicator): row.standard
        for row in reference.standards(choice.ask, choice.period).itertuples()
    }
    weights = cached.ask("weights", region=REGION, periods=[choice.period])
    total = heads = 0.0
    for person in people.itertuples():
        mine = weights[(weights["position"] == person.position) & (weights["weight"] > 0)]
        level = (
            sum(row.weight * wanted[row.position, row.indicator] for row in mine.itertuples()) / mine["weight"].sum()
        )
        total, heads = total + person.n_people * level, heads + person.n_people
    assert trends.standard(choice) == pytest.approx(total / heads)
    assert trends.standard(dataclasses.replace(choice, source="self")) is None


def test_indicators_stand_with_their_verdict(visit):
    visit("method")
    panels = trend_frames.indicator_panels(chosen(agency=agencies()[0]))
    signs = set(sentences.SIGNS.values())
    assert len(panels) and all(panel[0] in signs for panel in panels["panel"])
    assert panels.loc[panels["focus"], ["low", "high"]].notna().all(axis=None)
    own = panels[panels["focus"]].drop_duplicates("indicator")
    order = own["verdict_words"].map({t(f"verdict.{code}", "id"): at for at, code in enumerate(STRENGTH)})
    assert order.is_monotonic_increasing
    assert isinstance(panels, pd.DataFrame) and np.isfinite(panels["score"]).all()


def test_all_indicators_at_once_are_what_each_is_by_itself(visit):
    visit("method", "full")
    for choice in (chosen(), chosen(sector="KES", source="superior")):
        together, moves = scores.histories(choice), changes.judged_by_indicator(choice)
        assert together["indicator"].nunique() >= moves["indicator"].nunique() > 5
        for code in reference.weighted_indicators(choice.ask):
            alone = dataclasses.replace(choice, indicator=code)
            for both, one in (
                (together, scores.history(alone)), (moves, changes.verdicts(alone, choice.period)),
            ):  # fmt: skip
                own = both[both["indicator"] == code].reset_index(drop=True)
                own = own[list(one.columns)] if len(one) else own.iloc[:, :0]
                one = one if len(one) else one.iloc[:, :0]
                pd.testing.assert_frame_equal(own, one, check_dtype=False, rtol=1e-12, atol=1e-12)


def test_all_sources_at_once_are_what_each_is_by_itself(visit):
    visit("method", "full")
    for choice in (chosen(), chosen(indicator="KOM", sector="KES"), chosen(source="self")):
        together = scores.source_histories(choice)
        assert together["source"].nunique() > 2
        for code in reference.codes(choice.ask, "sources"):
            one = scores.history(dataclasses.replace(choice, source=code))
            own = together[together["source"] == code].reset_index(drop=True)
            assert len(own) == len(one)
            if len(one):
                pd.testing.assert_frame_equal(own[list(one)], one, check_dtype=False, rtol=1e-12, atol=1e-12)


def test_changes_on_all_indicators_at_once_are_what_each_is_by_itself(visit):
    visit("method", "full")
    for choice in (chosen(), chosen(sector="KES", source="superior")):
        together = changes.changes(dataclasses.replace(choice, indicator=EACH), choice.period)
        assert together["indicator"].nunique() > 5
        for code in together["indicator"].unique():
            one = changes.changes(dataclasses.replace(choice, indicator=code), choice.period)
            own = together[together["indicator"] == code]
            assert len(one) == len(own) > 0
            both = [rows.sort_values("agency", ignore_index=True) for rows in (own, one)]
            pd.testing.assert_frame_equal(both[0][list(one)], both[1], check_dtype=False, rtol=1e-12, atol=1e-12)


def test_under_one_indicator_people_are_those_rated_on_it(visit):
    """Of the region and its sectors as of an agency: the interval stands on them."""
    visit("method", "full")
    choice = chosen(indicator="KOM", source="peer")
    counted = cached.ask("sector_indicators", region=REGION, periods=[choice.period], indicator="KOM", source="peer")
    in_blocks = cached.ask("region_scores", region=REGION, periods=[choice.period])
    region, sectors = scores.region(choice), scores.sectors(choice)
    assert region["n_people"].iloc[-1] == counted["n_people"].sum() < in_blocks["n_people"].iloc[0]
    now = sectors[sectors["period"] == choice.period].set_index("sector")["n_people"]
    assert now.to_dict() == counted.set_index("sector")["n_people"].to_dict()


def test_sources_have_the_range_of_those_who_were_rated_or_none(visit):
    visit("method", "full")
    choice = chosen(agency="3403-DINKES", indicator="KOM")
    found = sources.lines(choice).set_index(["source", "period"])
    for source in found.index.unique("source"):
        asked = {"region": REGION, "periods": [choice.period], "indicator": "KOM", "source": source}
        rated = cached.ask("indicator_scores", agencies=[choice.agency], **asked).iloc[0]
        row = found.loc[source, choice.period]
        assert row["score"] == pytest.approx(rated["score"])
        for name in ("n_people", "n_respondents"):
            assert pd.isna(row[name]) == pd.isna(rated[name]) and (pd.isna(row[name]) or row[name] == rated[name])
        assert pd.isna(row["n_people"]) == pd.isna(row["coverage"]) == (source == "citizen")
        known = cached.ask("spread", **asked)
        assert np.isfinite(row["low"]) == (len(known) == 1) and (source != "citizen" or not len(known))
    composite = sources.lines(chosen(agency="3403-DINKES"))
    assert len(composite) and composite["low"].isna().all()


def test_ordinary_ups_and_downs_are_said_from_five_periods_on():
    st.session_state["lang"] = "id"

    def words_of(series: pd.DataFrame) -> str:
        return ordinary.limits_words(add_limits(newest_segment(series)))

    scores = [70.0, 71.0, 70.0, 71.0, 70.0, 71.0, 70.0, 90.0]
    periods = [f"{2022 + half // 2}-S{half % 2 + 1}" for half in range(8)]
    series = pd.DataFrame({"period": periods, "seq": range(8), "score": scores, "segment": 0})
    words = words_of(series)
    move = np.abs(np.diff(scores)).mean()
    for limit in (np.mean(scores) - 2.66 * move, np.mean(scores) + 2.66 * move):
        assert formats.number(limit) in words
    assert "batas sementara" in words and "8 periode" in words
    assert f"Di luar batas itu: {formats.period('2025-S2')}." in words
    falling = words_of(series.assign(score=np.linspace(80, 60, 8)))
    assert "bukan naik-turun biasa" in falling and f"{formats.period('2023-S2')}" in falling
    assert "Tidak ada periode di luar" in words_of(series.iloc[:6])
    assert words_of(series.iloc[:4]) == ""
    assert words_of(series.assign(segment=[0] * 5 + [1] * 3)) == ""


@pytest.mark.whole
def test_an_agency_is_set_against_its_own_season_a_year_before(visit):
    visit("method")
    agency = agencies()[0]
    choice = chosen(agency=agency)
    row = since_last_year(choice).set_index("agency").loc[agency]
    own = scores.agencies(choice).query("agency == @agency").set_index("period")["score"]
    assert row["estimate"] == pytest.approx(own["2026-S1"] - own["2025-S1"], abs=0.051)
    text = said(fine(visit("agency_trends", opd=agency)))
    assert f"Dibanding {formats.period('2025-S1', lang='id')}" in text and formats.signed(row["estimate"]) in text
    assert "Dibanding" not in said(fine(visit("agency_trends", opd=agency, periode="2024-S2")))
