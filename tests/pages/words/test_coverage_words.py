"""Two coverages, two names: of the weight observed and of the active staff rated. The bare word stands nowhere."""

import re

import pytest

from pages.ui.words import ROOMS, strings
from tests.pages.visits import table

DOCS = ROOMS.parents[1] / "docs"
BARE = {
    "id": re.compile(r"\bcakupan(nya)?\b(?! (bobot|pegawai))", re.IGNORECASE),
    "en": re.compile(r"(?<!weight )(?<!staff )\bcoverage\b", re.IGNORECASE),
}


@pytest.mark.parametrize("lang", sorted(BARE))
def test_no_text_says_coverage_without_saying_of_what(lang):
    assert {key: text[lang] for key, text in strings().items() if BARE[lang].search(text[lang])} == {}


@pytest.mark.parametrize("guide", ["panduan-pimpinan.md", "panduan-perencana.md"])
def test_no_guide_does_either(guide):
    assert not BARE["id"].search(re.sub(r"\s+", " ", (DOCS / guide).read_text("utf-8")))


@pytest.mark.whole
def test_an_agencys_two_coverages_are_the_same_figures_on_every_page(visit):
    quality = table(visit("rating_quality", "full"), "roster_coverage").set_index("Perangkat daerah")
    compared = table(visit("sector_comparison", "full"), "ranking").set_index("Perangkat daerah")
    both = quality.index.intersection(compared.index)
    assert len(both) > 20
    for column in ("Cakupan pegawai", "Cakupan bobot"):
        assert quality.loc[both, column].tolist() == compared.loc[both, column].tolist()
    assert quality["Cakupan pegawai"].nunique() > 1


def test_home_says_which_coverage_its_figure_is(visit):
    home = visit("home", "full")
    figure = next(metric for metric in home.metric if metric.label.startswith("Cakupan"))
    assert figure.label == "Cakupan bobot" and "Cakupan bobot" in figure.help
    assert "Cakupan bobot" in table(home, "sector_strip").columns
    sources = [caption.value for caption in home.caption if caption.value.startswith("Sumber:")]
    assert any(f"cakupan bobot {figure.value}" in text for text in sources)
