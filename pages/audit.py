"""Audit: who did what, and is the log still the one that was written?"""

import streamlit as st

from pages.ui.audit import frames
from pages.ui.page.guard import guard
from pages.ui.panel.tables import show_first
from pages.ui.words import t

guard("audit")
title = st.empty()
asked = frames.filters()
log = frames.log(asked)
title.title(frames.finding(log, asked), anchor=False)
frames.chain()
if log.empty:
    st.info(t("audit.none"))
    st.stop()
show_first(log, frames.columns(), t("audit.page"), "audit_log", cards=True, least=50)
if len(log) == frames.MOST:
    st.caption(t("audit.most", n=frames.MOST))
st.caption(t("audit.note"))
frames.download(log)
