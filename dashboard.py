"""The frame around every page: language, role, navigation, saved views. Nothing else."""

import streamlit as st

from pages.ui import frame, saved_views_desk

st.set_page_config(page_title="Cermin", page_icon="static/cermin.svg", layout="wide", initial_sidebar_state=256)
with frame.around():
    page = st.navigation(frame.pages())
    saved_views_desk.draw(page.url_path or "home")
    page.run()
