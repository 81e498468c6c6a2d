"""The frame around every page: language, role, navigation. Nothing else."""

import streamlit as st

from pages.ui import frame

st.set_page_config(page_title="Cermin", page_icon="static/cermin.svg", layout="wide", initial_sidebar_state=256)
with frame.around():
    st.navigation(frame.pages()).run()
