"""Sentences about change over random stores: `tests/campaigns/sentences.py`, small."""

import pytest
import streamlit as st

from tests.campaigns import sentences


@pytest.fixture
def home(copies, tmp_path):
    copies.go_to(tmp_path / "home")
    yield
    copies.settle(answers_hold=False)
    for name in ("lang", "role"):
        st.session_state.pop(name, None)


def test_no_sentence_of_one_store_says_more_than_its_interval(home):
    seen, faults = sentences.campaign(1, first=32)
    assert not faults
    assert seen["id no direction"] and seen["en no direction"]


@pytest.mark.whole
def test_no_sentence_says_more_than_its_interval(home):
    seen, faults = sentences.campaign(5)
    assert not faults
    assert all(seen[f"{lang} {word}"] for lang, words in sentences.DIRECTION.items() for word in words)
    assert seen["id no direction"] > seen["id naik"]


def test_a_sentence_that_says_more_is_found():
    told = ("Dinas A: naik nyata (+1,2 poin)", -0.3, 2.7, {"+1,2"})
    assert len(list(sentences.faults(told, "id", {"Dinas A"}))) == 1
    assert len(list(sentences.faults((told[0], 0.3, 2.1, {"+1,3"}), "id", {"Dinas A"}))) == 1
    assert not list(sentences.faults((told[0], 0.3, 2.1, {"+1,2"}), "id", {"Dinas A"}))
