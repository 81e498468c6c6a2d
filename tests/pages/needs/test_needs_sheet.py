"""What a planner passes on of the needs: by indicator, no agency, in groups of ten."""

import pandas as pd
import streamlit as st

from pages.answers import outside
from pages.answers.needs.needs import trainable
from pages.ui.needs import frames, sheet
from pages.ui.words import formats, t
from tests.pages.visits import chosen, fine, text_of


def test_needs_leave_by_indicator_and_name_no_agency(planner_page):
    fine(planner_page("training_needs"))
    st.session_state["role"] = "planner"
    choice = chosen()
    needs = frames.shown(choice, None)
    needs = needs.loc[trainable(needs)]
    text = text_of(sheet.shared(choice, needs, frames.programme_matches(choice, None)))
    each = sheet.by_indicator(needs)
    assert len(each) and each["people"].ge(outside.LEAST).all()
    for row in each.itertuples():
        assert row.people == needs.loc[needs["indicator"] == row.indicator, "people"].sum()
        assert t("training_needs.people", "id", n=formats.count(row.people)) in text
    assert not [name for name in needs["agency_name"].unique() if name in text]
    few = pd.DataFrame({"indicator": ["KOM"], "indicator_name": ["Komunikasi"], "people": [9], "need": [5.0]})
    assert sheet.shared(choice, few, few) is None
