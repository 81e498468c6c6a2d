"""The two guides of `docs/`, readable inside the app: the app asks no other host for them."""

import re
from pathlib import Path

import streamlit as st

from data.terms.actors import RIGHT_OF
from pages.ui.page import downloads
from pages.ui.page.guard import may
from pages.ui.words import t

DOCS = Path(__file__).parents[3] / "docs"
GUIDES = {"panduan-pimpinan": "leader", "panduan-perencana": "planner"}


def inside(text: str) -> str:
    """A guide as it stands below a heading of the page: its title left out, its headings one step lower."""
    body = re.sub(r"\A# .*\n", "", text)
    return re.sub(r"^(#+) ", r"#\1 ", body, flags=re.MULTILINE)


def show() -> None:
    """Each guide behind its title, with the file to keep or print; a planner's guide for planners only."""
    st.header(t("method.guides_title"), anchor=False)
    st.markdown(t("method.guides"))
    for name, role in GUIDES.items():
        if not may(RIGHT_OF[role]):
            continue
        text = (DOCS / f"{name}.md").read_text("utf-8")
        with st.expander(t(f"method.guide_{role}"), key=f"guide_{role}", on_change="rerun") as opened:
            if opened.open:
                st.markdown(inside(text))
                downloads.button(
                    t("method.guide_download"), text.encode, file_name=f"{name}.md", mime="text/markdown",
                    key=f"download_{name}", type="tertiary",
                )  # fmt: skip
