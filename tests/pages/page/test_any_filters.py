"""Whatever filters a link names, a page stands: with its figures or with words in their place."""

import random

import pytest

from pages.ui.page import cached
from tests.pages.visits import fine
from tests.worlds.homes import REGION, SOME
from tests.worlds.layers import some

PAGES = ("home", "agency_trends", "sector_comparison", "competency_gaps", "rating_quality", "training_needs")
SOURCES = ("self", "superior", "peer", "subordinate", "citizen")
NOTHING = (  # combinations without any figure in the demo
    {"jabatan": "JPT"},
    {"jabatan": "JF_LAYANAN", "indikator": "U9"},
    {"sektor": "KES", "sumber": "citizen", "jabatan": "PENGAWAS"},
)


def codes(query: str, column: str) -> list[str]:
    return sorted(cached.ask(query, region=REGION)[column].unique())


@pytest.mark.parametrize("page", some(["agency_trends", "sector_comparison"], quick=1))
def test_filters_that_match_nothing_are_no_crash(visit, page):
    for filters in NOTHING:
        fine(visit(page, daerah=REGION, **filters))


@pytest.mark.whole
@pytest.mark.parametrize(("seed", "draws"), [(0, 3), (0, 10), (1, 10), (2, 10)])
def test_random_filters_are_no_crash(visit, seed, draws):
    visit("method")
    known = {
        "periode": (list(SOME), 0.5),
        "sektor": (codes("sector_scores", "sector"), 0.3),
        "opd": (codes("agency_scores", "agency"), 0.5),
        "jabatan": (codes("agency_positions", "position"), 0.35),
        "indikator": (codes("sector_indicators", "indicator"), 0.5),
        "sumber": (SOURCES, 0.4),
        "satuan": (("sector", "agency", "position"), 0.3),
        "banding": (codes("agency_scores", "agency"), 0.2),
        "orang": (("ya",), 0.2),
    }
    chance = random.Random(seed)
    for _ in range(draws):
        page = chance.choice(PAGES)
        url = {name: chance.choice(values) for name, (values, often) in known.items() if chance.random() < often}
        try:
            fine(visit(page, daerah=REGION, peran="planner", **url))
        except AssertionError as crash:
            raise AssertionError(f"{page} {url}") from crash
