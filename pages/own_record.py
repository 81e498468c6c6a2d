"""Own record: how was I rated, against what standard, and beside whom?"""

import streamlit as st

from pages.answers.own.record import FEWEST
from pages.ui.own import frames, looks, objections
from pages.ui.page.guard import guard
from pages.ui.panel.tables import show_table
from pages.ui.words import formats, t

guard("own")
record = frames.record()
if record.empty:
    st.title(t("own_record.page"), anchor=False)
    st.info(t("own_record.none"))
    st.stop()

title = st.empty()
period = frames.choose_period(record)
here = record[record["period"] == period]
title.title(frames.finding(here, period), anchor=False)
frames.demo()
st.markdown(frames.whose(here))
show_table(here, frames.columns(), t("own_record.page"), "own_ratings")
st.caption(t("own_record.withheld", fewest=FEWEST))
st.caption(t("own_record.group", least=frames.GROUP, group=formats.plain(frames.group_of(here))))
frames.download(record)
objections.draw(list(dict.fromkeys(record["period"])), frames.name())
looks.draw()
