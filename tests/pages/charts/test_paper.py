"""Every chart of the screen can be drawn on paper and into a picture, with its words."""

import io

import pandas as pd
import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from data.export.sheet.figure import draw, height
from data.export.sheet.pens import FACES, FONTS, PdfPen, PicturePen
from pages.ui import charts
from pages.ui.charts.look import LIGHT
from pages.ui.charts.paper import described
from pages.ui.charts.quadrants import quadrants

WIDE = 700


def drawn(figure) -> tuple[str, object]:
    """The words of a chart on paper, and the same chart as a picture."""
    given = described(figure)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDE, height(given)))
    for face in FACES.values():
        pdfmetrics.registerFont(TTFont(face, str(FONTS / face)))
    draw(PdfPen(canvas, 0, height(given), 1), given, WIDE)
    canvas.showPage()
    canvas.save()
    pen = PicturePen(WIDE, height(given), 0.5)
    draw(pen, given, WIDE)
    return PdfReader(io.BytesIO(buffer.getvalue())).pages[0].extract_text(), pen.picture()


def groups() -> pd.DataFrame:
    score = [71.2, 68.4, 80.9]
    return pd.DataFrame(
        {"key": ["a", "b", "c"], "label": ["Dinas A & B", "Dinas <C>", "Dinas D"], "score": score,
         "low": [70.0, 66.0, 79.0], "high": [73.0, 70.0, 82.0], "n_people": [30, 12, 400], "n_range": [30, 12, 400],
         "tone": ["", "bad", "good"], "value": [1.0, 0.5, 2.0], "text": ["satu", "setengah", "dua"],
         "before": score, "after": [72.2, 66.4, 80.9], "one": score, "two": [74.0, 70.0, 81.0], "group": "a"}
    )  # fmt: skip


def series() -> pd.DataFrame:
    rows = [
        {"series": one, "label": f"Dinas {one}", "panel": f"Panel {one}", "seq": 4040 + at, "period": f"202{at}-S1",
         "score": 70.0 + at, "low": 68.0, "high": 76.0, "n_people": 12, "focus": one == "A"}
        for one in "ABC" for at in range(4) if (one, at) != ("A", 2)
    ]  # fmt: skip
    return pd.DataFrame(rows)


CELLS = pd.DataFrame(
    {"row": ["a", "a", "b", "b"], "row_label": ["Sosial", "Sosial", "Wilayah", "Wilayah"], "column": ["K", "D"] * 2,
     "column_label": ["Komunikasi", "Disiplin"] * 2, "column_place": [0, 1] * 2, "value": [60.1, 75.0, 82.3, None],
     "certain": [True, False, True, True], "n_people": 30, "centre": 75.0}
)  # fmt: skip
STEPS = pd.DataFrame({"label": ["Tetap", "Masuk", "Semua"], "value": [1.2, -0.4, 0.8], "total": [False, False, True]})
PLACED = pd.DataFrame(
    {"indicator": ["KOM", "DS"], "indicator_name": ["Komunikasi", "Disiplin"], "performance": [-2.0, 3.0],
     "importance": [0.2, 0.1], "quadrant": ["concentrate", "border"], "quadrant_words": "x"}
)  # fmt: skip
LIMITS = pd.DataFrame(
    {
        "n_range": [5, 400],
        "low95": [60.0, 72.0],
        "high95": [90.0, 78.0],
        "low998": [55.0, 70.0],
        "high998": [95.0, 80.0],
    }
)
CHARTS = {
    "bars": (lambda: charts.bars(groups(), LIGHT, "id"), ["Dinas A & B", "Dinas <C>", "setengah"]),
    "dumbbells": (lambda: charts.dumbbells(groups(), LIGHT, "id", first="Atasan", second="Diri"), ["Atasan", "Diri"]),
    "ranking": (
        lambda: charts.ranking(groups(), LIGHT, "id", reference=75.0, reference_label="Daerah"),
        ["Daerah 75,0", "80,9", "Dinas D"],
    ),
    "funnel": (lambda: charts.funnel(groups(), LIMITS, LIGHT, "id", centre=75.0), ["Dinas D", "80,9", "Dinas <C>"]),
    "slope": (lambda: charts.slope(groups(), LIGHT, "id", before="S1", now="S2"), ["66,4 Dinas <C> (−2,0)"]),
    "strip": (lambda: charts.strip(groups(), groups(), LIGHT, "id", reference=75.0), ["80,9", "Daerah 75,0"]),
    "trend": (
        lambda: charts.trend(
            series(), LIGHT, "id", target=75.0, band=series()[["period", "seq", "low", "high"]].drop_duplicates("seq"),
            breaks=pd.DataFrame({"seq": [4043], "reason": ["instrumen baru"]}),
        ),
        ["Dinas A 73,0", "Dinas B 73,0", "instrumen baru", "S1"],
    ),
    "multiples": (lambda: charts.small_multiples(series(), LIGHT, "id", columns=3), ["Panel A", "Panel C", "73,0"]),
    "heat": (lambda: charts.heat(CELLS, LIGHT, "id"), ["Sosial", "Wilayah", "Komunikasi", "60,1", "75,0", "+12"]),
    "waterfall": (lambda: charts.waterfall(STEPS, LIGHT, "id"), ["Tetap", "+1,2", "−0,4"]),
    "quadrants": (lambda: quadrants(PLACED, LIGHT, "id"), ["Komunikasi", "Disiplin"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_on_paper_has_the_words_of_the_screen_and_marks(name):
    make, words = CHARTS[name]
    text, picture = drawn(make())
    for word in words:
        assert word in text
    colours = {colour for _, colour in picture.getcolors(1 << 20)}
    assert len(colours) > 50 and picture.size[0] == WIDE / 2
    ground = next(count for count, colour in picture.getcolors(1 << 20) if colour == (255, 255, 255))
    assert ground > 0.3 * picture.size[0] * picture.size[1]  # what lies there for a finger covers nothing


def test_paper_carries_nothing_that_only_a_pointer_finds():
    given = described(charts.bars(groups(), LIGHT, "id"))
    assert not {"customdata", "hovertext", "hoverinfo"} & {name for trace in given["data"] for name in trace}


def test_a_line_is_broken_where_the_screen_breaks_it():
    """A dot a period and no stroke over the one that is missing: three pieces of the line in focus, not one."""

    class Lines(PicturePen):
        def __init__(self) -> None:
            super().__init__(WIDE, 400, 0.1)
            self.found = []

        def line(self, points, colour, width, dash=(), opacity=1.0):
            self.found.append((colour, len(points)))

    pen = Lines()
    draw(pen, described(charts.trend(series(), LIGHT, "id")), WIDE)
    assert [n for colour, n in pen.found if colour == LIGHT.accent and n > 2] == []
    assert [n for colour, n in pen.found if colour == LIGHT.grey] == [4, 4]
