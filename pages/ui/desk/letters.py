"""The planner's desk: a letter by which an employee who stands before them opens their own record."""

import streamlit as st

from data.store.employees import letters
from data.terms.problems import Refused
from pages.ui.desk import objections
from pages.ui.page import cached, guard, screen
from pages.ui.panel import problems
from pages.ui.words import formats, t


def show() -> None:
    """Ask for a NIP, and show the letter made for it, once."""
    st.markdown(t("desk.lead"))
    visitor = guard.visitor()
    if visitor is None or not visitor.name:
        st.info(t("desk.local"))
        return
    st.header(t("desk.letter_title"), anchor=False)
    regions = _regions()
    with st.form("letter", border=True, clear_on_submit=True):
        region = st.selectbox(
            t("filter.daerah"), list(regions), key="letter_region", format_func=regions.get, width=320
        )
        nip = st.text_input(t("desk.nip"), key="letter_nip", max_chars=30, autocomplete="off", width=320)
        sent = st.form_submit_button(t("desk.make"), type="primary")
    if sent and region and nip.strip():
        _made(nip.strip(), region)
    objections.draw(guard.actor().region)


def _regions() -> dict[str, str]:
    """Code -> name of the regions this visit acts in."""
    own = guard.actor().region
    here = cached.ask("published", **({"region": own} if own else {})).drop_duplicates("region")
    return {row.region: formats.plain(row.region_name or row.region) for row in here.itertuples()}


def _made(nip: str, region: str) -> None:
    try:
        letter = letters.write(cached.store(), nip, region, guard.actor(), screen.today())
    except Refused as refused:
        problems.causes(refused.problems)
        return
    with st.container(border=True, key="letter_paper"):
        st.subheader(t("desk.paper_title"), anchor=False)
        st.markdown(t("desk.paper", number=letter.number, code=letter.code, until=formats.day(letter.until.date())))
    st.caption(t("desk.once"))
