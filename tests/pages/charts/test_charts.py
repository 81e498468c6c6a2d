"""Charts build from every frame a page can meet: none, one row, gaps, hostile names; and say the frame's figures."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui import charts
from pages.ui.charts import canvas
from pages.ui.charts.look import DARK, LIGHT
from pages.ui.charts.quadrants import quadrants

LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
LANGS = pytest.mark.parametrize("lang", ["id", "en"])
HOSTILE = "<script>alert(1)</script> & Dinas yang namanya amat sangat panjang sekali"


def series(count: int, periods: int, missing: int | None = None) -> pd.DataFrame:
    rows = [
        {
            "series": f"a{one}", "label": f"Dinas {one}", "panel": f"Sektor {one}", "seq": 4040 + at,
            "period": f"20{20 + at // 2}-S{at % 2 + 1}", "score": 70.0 + one + at / 3, "low": 69.0 + one,
            "high": 76.0 + one, "n_people": 12 * (one + 1), "focus": one == 0,
        }
        for one in range(count)
        for at in range(periods)
        if at != missing
    ]  # fmt: skip
    columns = ["series", "label", "panel", "period", "seq", "score", "low", "high", "n_people", "focus"]
    return pd.DataFrame(rows, columns=columns)


def groups(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "key": [f"k{at}" for at in range(count)],
            "label": [HOSTILE if at == 0 else f"Dinas {at}" for at in range(count)],
            "score": [70.25 + at for at in range(count)],
            "low": [69.0 + at for at in range(count)],
            "high": [72.0 + at for at in range(count)],
            "n_people": [5 + 100 * at for at in range(count)],
            "n_range": [5 + 100 * at for at in range(count)],
            "tone": ["good" if at == 1 else "bad" if at == 2 else "" for at in range(count)],
            "value": [float(at) for at in range(count)],
            "text": [f"{at} pegawai" for at in range(count)],
            "before": [71.0 + at for at in range(count)],
            "after": [70.25 + at for at in range(count)],
            "one": [70.0 + at for at in range(count)],
            "two": [74.0 - at for at in range(count)],
            "raw": [71.0 - at for at in range(count)],
            "group": ["k0"] * count,
        }
    )


def texts(figure) -> str:
    return figure.to_json()


@LOOKS
@LANGS
@pytest.mark.parametrize("size", [0, 1, 3, 40])
def test_group_charts_build_from_any_number_of_rows(look, lang, size):
    frame = groups(size)
    limits = pd.DataFrame({"n_range": [5, 100], "low95": [60.0, 70], "high95": [90.0, 80]}).assign(
        low998=lambda limit: limit["low95"] - 3, high998=lambda limit: limit["high95"] + 3
    )
    made = [
        charts.ranking(frame, look, lang, reference=75.0, reference_label="Daerah"),
        charts.funnel(frame, limits, look, lang, centre=75.0),
        charts.slope(frame, look, lang, before="S1 2025", now="S2 2025"),
        charts.bars(frame, look, lang),
        charts.dumbbells(frame, look, lang, first="Atasan", second="Diri"),
        charts.strip(frame, frame, look, lang, reference=75.0),
        charts.forest(frame, look, lang, effect="Pengaruh", raw="Perubahan"),
    ]
    for figure in made:
        assert figure.layout.height and "<script>" not in texts(figure)


@LOOKS
@LANGS
@pytest.mark.parametrize(("count", "periods"), [(0, 0), (1, 1), (3, 1), (3, 8), (12, 4)])
def test_time_charts_build_from_any_number_of_rows(look, lang, count, periods):
    lines = series(count, periods)
    band = lines[["period", "seq", "low", "high"]].drop_duplicates("seq")
    charts.trend(lines, look, lang, band=band, target=78.0)
    charts.small_multiples(lines, look, lang, reference=lines[["period", "seq", "score"]].drop_duplicates("seq"))


def test_no_line_crosses_a_missing_period_a_break_or_a_row_that_is_not_joined():
    lines = series(1, 8, missing=2)
    lines["joined"] = lines["seq"] != 4047
    breaks = pd.DataFrame({"seq": [4045], "reason": ["instrumen baru"]})
    drawn = charts.trend(lines, LIGHT, "id", breaks=breaks).data[0]
    assert drawn.x == (4040, 4041, None, 4043, 4044, None, 4045, 4046, None, 4047)
    assert [y is None for y in drawn.y] == [x is None for x in drawn.x]


def test_the_band_of_a_trend_runs_along_its_upper_ends_and_back_along_its_lower_ones():
    lines = series(1, 8)
    band = lines[["period", "seq", "low", "high"]].drop_duplicates("seq")
    drawn = charts.trend(lines, LIGHT, "id", band=band).data[0]
    corners = [*zip(band["seq"], band["high"], strict=True), *zip(band["seq"][::-1], band["low"][::-1], strict=True)]
    assert [*zip(drawn.x, drawn.y, strict=True)] == [(x, pytest.approx(y, abs=0.01)) for x, y in corners]


def test_small_multiples_draw_intervals_where_they_are_known_and_cross_no_gap():
    lines = series(1, 8, missing=2)
    lines["joined"] = lines["seq"] != 4047
    lines.loc[lines["seq"] == 4041, ["low", "high"]] = np.nan
    figure = charts.small_multiples(lines, LIGHT, "id")
    band, _, line = figure.data
    assert line.x == (4040, 4041, None, 4043, 4044, 4045, 4046, None, 4047)
    alone = charts.multiples.ALONE
    known = [x for x in band.x if x is not None]
    assert known[:4] == [4040 - alone, 4040 + alone, 4040 + alone, 4040 - alone]
    assert 4041 not in known and set(known[4:12]) == {4043, 4044, 4045, 4046}
    assert max(y for y in band.y if y is not None) == lines["high"].max() <= figure.layout.yaxis.range[1]
    assert "rentang 95%" in line.hovertext[0] and "rentang" not in line.hovertext[1]


def test_intervals_of_several_series_stand_side_by_side_and_a_point_without_one_is_a_ring():
    lines = series(3, 2).assign(focus=True)
    lines.loc[lines["series"] == "a2", ["low", "high"]] = np.nan
    one, two, bare = charts.trend(lines, LIGHT, "id").data
    assert one.x[0] < 4040 < two.x[0] and one.x[0] + two.x[0] == 2 * 4040
    assert list(one.error_y.array) == [
        pytest.approx(round(high, 1) - round(score, 1))
        for high, score in lines.loc[lines["series"] == "a0", ["high", "score"]].to_numpy()
    ]
    assert bare.x == (4040, 4041) and set(bare.marker.symbol) == {"circle-open"} and bare.error_y.array is None
    assert set(one.marker.symbol) == {"circle"}


def test_a_mark_on_the_border_is_a_ring_that_can_be_seen():
    """An open symbol takes its outline from the marker's own colour."""
    frame = pd.DataFrame(
        {"indicator": ["KOM", "DS"], "indicator_name": ["Komunikasi", "Disiplin"], "performance": [-2.0, 3.0],
         "importance": [0.2, 0.1], "quadrant": ["concentrate", "border"], "quadrant_words": "x"}
    )  # fmt: skip
    marks = [trace.marker for trace in quadrants(frame, DARK, "id").data if trace.marker.size]
    assert {mark.symbol: mark.color for mark in marks} == {"circle": DARK.accent, "circle-open": DARK.accent}


def test_a_label_of_two_parts_is_broken_after_the_sign_between_them():
    assert canvas.wrapped("Kualitas kerja · Disdik", 22) == ["Kualitas", "kerja\N{NO-BREAK SPACE}· Disdik"]
    assert not any(line.startswith("·") for line in canvas.wrapped("Kemampuan beradaptasi & digital · Dinkes", 22, 3))


def test_a_name_stands_where_it_covers_no_other_mark_and_no_other_name():
    frame = pd.DataFrame(
        {"indicator": ["KOM", "AD", "DS"], "performance": [1.0, 1.2, 6.0], "importance": [0.12, 0.13, 0.2],
         "indicator_name": ["Komunikasi", "Kemampuan beradaptasi & digital", "Disiplin"], "quadrant": "keep_up",
         "quadrant_words": "x"}
    )  # fmt: skip
    marks = next(trace for trace in quadrants(frame, LIGHT, "id").data if trace.text)
    assert marks.text == ("Komunikasi", "Kemampuan<br>beradaptasi<br>&amp; digital", "Disiplin")
    assert marks.textposition == ("middle right", "top center", "bottom center")


def test_bars_and_dumbbells_draw_their_interval_and_say_how_many():
    frame = groups(2).assign(value_low=[0.0, 0.5], value_high=[2.0, np.nan])
    bar, line, _, rows = charts.bars(frame, LIGHT, "id").data
    assert line.x == (0.0, 2.0, None, 0.5, 1.0, None)
    assert "rentang 95%: 0,0 – 2,0" in bar.hovertext[0] and "5 pegawai" in bar.hovertext[0]
    assert "rentang" not in bar.hovertext[1] and len(charts.bars(groups(2), LIGHT, "id").data) == 3
    assert rows.customdata == bar.customdata and list(rows.x) == [2.0, 2.0]  # a tap beside a bar is one on it
    *_, standing, score, rows = charts.dumbbells(frame, LIGHT, "id", first="Standar", second="Nilai").data
    assert rows.customdata == score.customdata
    assert list(score.error_x.array) == pytest.approx((frame["high"] - frame["two"]).round(2))
    assert "5 pegawai" in score.hovertext[0] and "pegawai" not in standing.hovertext[0]


def test_an_effect_stands_beside_nothing_with_what_before_and_after_would_say():
    frame = groups(3).assign(low=[-1.0, 2.0, -4.0], high=[3.0, 6.0, -1.0], raw=[5.0, 5.0, 0.5])
    figure = charts.forest(frame, LIGHT, "id", effect="Pengaruh", raw="Perubahan")
    *ranges, plain = figure.data
    drawn = {line.line.color: (line.x, line.y) for line in ranges}
    assert drawn[LIGHT.good] == ((2.0, 6.0, None), (1, 1, None))
    assert list(plain.x) == [5.0, 5.0, 0.5] and figure.layout.shapes[0].x0 == 0
    assert "Pengaruh: <b>+2,0 – +6,0</b>" in plain.hovertext[1] and "Perubahan: <b>+5,0</b>" in plain.hovertext[1]


def test_a_sector_stands_with_its_interval():
    frame = groups(3)
    frame.loc[1, ["low", "high"]] = np.nan
    sectors = charts.strip(frame, frame, LIGHT, "id").data[1]
    assert sectors.error_x.array[0] == pytest.approx(frame["high"].round(1)[0] - frame["score"].round(1)[0])
    assert sectors.error_x.array[1] == 0 and "rentang" not in sectors.hovertext[1] and "95%" in sectors.hovertext[2]


def test_the_label_at_the_end_of_a_line_is_the_last_score():
    figure = charts.trend(series(2, 3), LIGHT, "id")
    assert {note.text for note in figure.layout.annotations} == {"<b>Dinas 0 70,7</b>", "Dinas 1 71,7"}


def test_a_heat_map_colours_only_what_is_certain():
    frame = pd.DataFrame(
        {
            "row": ["a", "a", "a"], "row_label": "Dinas A", "column": ["KOM", "DS", "KL"],
            "column_label": ["Komunikasi", "Kemampuan beradaptasi & digital", "Kerja sama"],
            "column_place": [0, 2, 1],
            "value": [60.0, 60.0, np.nan], "certain": [True, False, True], "n_people": [9, 9, 9],
        }
    )  # fmt: skip
    figure = charts.heat(frame.assign(centre=75), LIGHT, "id")
    cells, _, certain, hatched, empty = figure.data
    assert [list(row) for row in cells.z] == [[0, None, 3]]
    assert figure.layout.xaxis.ticktext == ("Komunikasi", "Kerja sama", "Kemampuan beradaptasi<br>&amp; digital")
    assert (
        hatched.customdata[0][2] == "Dinas A · Kemampuan beradaptasi &amp; digital"
        and "[1]" not in hatched.hovertemplate
    )
    assert certain.customdata[0][4] == " · 9 pegawai dinilai"
    signed = charts.heat(frame.assign(centre=75, note="dekat ujung skala"), LIGHT, "id").data[2]
    assert signed.customdata[0][4] == " · 9 pegawai dinilai<br>dekat ujung skala", "a figure's sign stands in its hover"
    assert [colour for _, colour in cells.colorscale][::2] == [*LIGHT.cold, LIGHT.neutral, *LIGHT.warm]
    assert (certain.text, hatched.text, empty.text) == (("60,0",), ("60,0",), ("–",))
    assert "belum dapat dibedakan" in hatched.hovertemplate and "dibedakan" not in certain.hovertemplate
    (legend,) = figure.layout.annotations
    assert legend.text.startswith("−12 ") and "+12" in legend.text and "belum dapat dibedakan" in legend.text
    assert [colour in legend.text for colour in (*LIGHT.cold, LIGHT.neutral, *LIGHT.warm)] == [True] * 7
    charts.heat(frame.iloc[:0], LIGHT, "id")


def test_what_grows_with_the_rows_is_a_trace():
    """Plotly checks every shape and annotation against all before it: 25 seconds for a matrix of 47 x 8."""
    frame = groups(50)
    made = [
        charts.ranking(frame, LIGHT, "id", reference=75.0),
        charts.slope(frame, LIGHT, "id", before="S1", now="S2"),
        charts.bars(frame, LIGHT, "id"),
        charts.dumbbells(frame, LIGHT, "id", first="Atasan", second="Diri"),
        charts.forest(frame, LIGHT, "id", effect="Pengaruh", raw="Perubahan"),
    ]
    for figure in made:
        assert len(figure.layout.shapes) + len(figure.layout.annotations) <= 3


def test_bars_start_at_zero_and_scores_say_their_range():
    assert charts.bars(groups(3), LIGHT, "id").layout.xaxis.range[0] == 0
    assert canvas.score_range([]) == (0, 100)
    assert canvas.score_range([99.9]) == (90, 100)
    low, high = canvas.score_range([71, 79])
    assert low <= 71 and high >= 79 and high - low >= 10


@given(st.lists(st.floats(0, 100), max_size=25), st.floats(0.1, 5))
def test_labels_pushed_apart_keep_their_order_and_distance(places, gap):
    moved = canvas.push_apart(places, gap)
    order = sorted(range(len(places)), key=lambda at: places[at])
    assert all(moved[b] - moved[a] >= gap - 1e-6 for a, b in pairwise(order))
    if len(places) < 2 or min(b - a for a, b in pairwise(sorted(places))) >= gap:
        assert moved == pytest.approx(places)


def test_the_year_stands_under_the_first_period_of_each_year():
    codes = ["2024-S2", "2025-S1", "2025-S2"]
    assert canvas.period_ticks(codes, "id") == ["S2<br>2024", "S1<br>2025", "S2"]
    assert canvas.period_ticks(["2024", "2025"], "id") == ["2024", "2025"]
