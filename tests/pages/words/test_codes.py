"""No code stands where a leader reads: on the screen, in what a mark says when it is touched, in a file.

`python -m tests.campaigns.codes` reads every page in many views.
"""

import pytest

from pages.ui.page import cached
from tests.same_outputs.visits import watched
from tests.worlds import codes, screens
from tests.worlds.layers import some

VIEWS = [
    ("home", {"peran": "leader"}),
    ("agency_trends", {"peran": "leader", "lang": "en"}),
    ("sector_comparison", {"peran": "leader"}),
    ("competency_gaps", {"peran": "leader", "lang": "en"}),
    ("competency_gaps", {"peran": "leader", "satuan": "position", "indikator": "KOM"}),
    ("rating_quality", {"peran": "leader"}),
    ("method", {"peran": "leader"}),
    ("sector_comparison", {"peran": "leader", "sektor": "KES", "sumber": "superior", "lang": "en"}),
    ("agency_trends", {"peran": "leader", "opd": "3403-DINKES", "indikator": "KOM"}),
    ("agency_trends", {"peran": "leader", "opd": "3403-DISDIK", "banding": "3403-DINKES", "lang": "en"}),
]


def shown(visit, page: str, **url: str) -> list[tuple[str, str]]:
    """(where, text) for everything a page shows and hands out, its folds open."""
    with watched() as (_, files):
        session = visit(page, **url)
    handed = [(name, text) for name, content in files.items() for text in (name, *screens.file_texts(name, content))]
    return [*screens.texts(session), *handed]


@pytest.mark.parametrize(("page", "url"), some(VIEWS, quick=6))
def test_no_code_on_a_leaders_screen_hover_or_download(visit, page, url):
    seen = shown(visit, page, **url)
    assert len(seen) > 100
    assert list(codes.met(seen, codes.known(cached.ask), url.get("lang", "id"))) == []


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("page", some(["upload", "training_needs"], quick=1))
def test_no_code_in_what_a_planner_reads(visit, page, lang):
    seen = shown(visit, page, peran="planner", lang=lang)
    mine = [(where, text) for where, text in seen if not where.startswith("cermin-templat")]  # headings of such files
    assert len(mine) > 50
    assert list(codes.met(mine, codes.known(cached.ask), lang)) == []


def test_what_gives_a_code_away_is_found_in_either_language():
    seen = [("tick", "KOM"), ("hover", "Dinkes · KOM 70,1"), ("cell", "True"), ("title", "Naik sejak 2025-S1"),
            ("cell", "2025-12-31"), ("cell", "JF_LAYANAN"), ("note", "menurut superior"), ("note", "oleh planner"),
            ("title", "Komunikasi naik, 2024–2026"), ("file", "Kode: 3403/KOM")]  # fmt: skip
    known = {"KOM", "superior"}
    assert [what for _, what, _ in codes.met(seen, known, "id")] == [
        "KOM", "KOM", "True", "2025-S1", "2025-12-31", "JF_LAYANAN", "superior", "planner",
    ]  # fmt: skip
    assert {what for _, what, _ in codes.met(seen, known, "en")} == {
        "KOM", "True", "2025-S1", "2025-12-31", "JF_LAYANAN",
    }  # fmt: skip


def test_what_a_mark_says_when_it_is_touched_is_read_as_a_reader_reads_it():
    trace = {"hovertemplate": "<b>%{customdata[1]}</b> %{text}", "customdata": [["KOM", "Komunikasi"]], "text": ["70"]}
    axis = {"ticktext": ["<b>Dinkes</b>"], "title": {"text": "Poin"}}
    said = list(screens.figure({"data": [trace], "layout": {"xaxis": axis, "annotations": [{"text": "daerah"}]}}))
    assert said == ["70", "Komunikasi 70", "Dinkes", "Poin", "daerah"]
