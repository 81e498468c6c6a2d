"""A sentence kept for the next run, in which the tables are already those after the change."""

import streamlit as st


def keep(sentence: str, good: bool = True) -> None:
    st.session_state["notice"] = (sentence, good)


def show() -> None:
    """The sentence kept for this run, once."""
    with st.container():  # its place stays when the sentence goes: what is being typed below must not be built anew
        if kept := st.session_state.pop("notice", None):
            sentence, good = kept
            (st.success if good else st.error)(sentence)
