"""The frame around every page: language, role, navigation, saved views. Nothing else."""

import streamlit as st

from pages.ui.page import navigation, saved_views

st.set_page_config(page_title="Cermin", page_icon="static/cermin.svg", layout="wide", initial_sidebar_state=256)
with navigation.around():
    page = st.navigation(navigation.pages())
    saved_views.draw(page.url_path or "home")
    page.run()
