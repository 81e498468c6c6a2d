"""Terms beside figures."""

import pytest

from pages.ui.words import glossary


@pytest.mark.parametrize(
    ("texts", "terms"),
    [
        (("Berbeda nyata", "dari 47 OPD"), ["OPD"]),
        (("Indeks analitik", "95%: 78,4 – 79,2"), ["Rentang 95%"]),
        (("PNS di bawah 20 JP", ""), ["JP", "PNS"]),
        (("SKM tahun ini", ""), ["IKM / SKM"]),
        (("cakupan bobot OPD", ""), ["Cakupan bobot", "OPD"]),
    ],
)
def test_the_terms_of_a_figure_are_found(texts, terms):
    said = glossary.explained(*texts)
    assert [line.split("**")[1] for line in said.split("\n\n")] == terms


@pytest.mark.parametrize("text", ["Rp 12,5 jt", "semua di atas", "JPT pratama", "195%"])
def test_words_that_only_look_like_terms_are_not(text):
    assert glossary.explained(text) is None


def test_abbreviations_in_the_head_of_a_table_are_spelled_out_under_it():
    said = glossary.abbreviations("Program", "PNS", "JP paling sedikit", "Rentang 95%", "Pegawai dinilai")
    assert "**PNS**: Pegawai negeri" in said and "**JP**: Jam pelajaran" in said
    assert "95%" not in said and glossary.abbreviations("Program", "jpn") == ""
