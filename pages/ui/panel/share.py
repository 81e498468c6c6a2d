"""The button that passes a view on: its link, the view on one page, its findings as a message."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from data.export.sheet import making
from data.export.sheet.sheet import Sheet
from pages.answers.choice import Choice
from pages.ui.page import address, downloads, naming
from pages.ui.page.screen import Page
from pages.ui.panel import sheets
from pages.ui.words import t

READERS_OWN = ("lang", "peran")  # of whoever opens the link, as of a saved view


@dataclass(frozen=True)
class Paper:
    """A page that can be taken out: `what` it is called, and how it is made, None where nothing of it may leave."""

    what: str
    make: Callable[[], Sheet | None]


def link(page: str) -> str:
    """The address of the view on screen, without what is the reader's own."""
    query = {name: code for name, code in address.as_query().items() if name not in READERS_OWN}
    base = (st.context.url or "").partition("?")[0].rstrip("/")
    return f"{base}{'/' if page == 'home' else ''}?{urlencode(query)}"


def button(page: Page, choice: Choice, shared: Paper, own: Paper | None = None) -> None:
    """Draw the button beside the heading. `own`: a page that stays in the region, as the one for an agency's head."""
    with page.share:
        st.fragment(_button)(lambda: _ways(page.name, choice, shared, own))


def link_button(page: str) -> None:
    """The button of a page that holds no figures: its link is all there is to pass on."""
    with st.container(key="share"):
        st.fragment(_button)(lambda: _link(page))


def _button(ways: Callable[[], object]) -> None:
    with st.popover(t("share.button"), icon=":material/share:", key="share_open", on_change="rerun") as opened:
        if opened.open:
            ways()


def _link(page: str) -> str:
    target = link(page)
    st.session_state["text_link"] = target
    st.text_input(t("share.link"), key="text_link")
    st.button(t("share.copy_link"), key="copy_link", icon=":material/link:", width="stretch")
    return target


def _ways(page: str, choice: Choice, shared: Paper, own: Paper | None) -> None:
    target = _link(page)
    paper = shared.make()
    if paper is None:
        st.caption(t("share.nothing"))
    else:
        _download(choice, shared.what, lambda: making.pdf(shared.make()), "share_pdf", t("share.pdf"))
    if own is not None:
        _download(choice, own.what, lambda: making.pdf(own.make()), "own_pdf", own.what)
    if paper is not None:
        st.session_state["text_message"] = sheets.message(paper, target)
        st.text_area(t("share.message"), height=150, key="text_message")
        st.button(t("share.copy_message"), key="copy_message", icon=":material/content_copy:", width="stretch")


def _download(choice: Choice, what: str, make: Callable[[], bytes], key: str, label: str) -> None:
    downloads.button(
        label, make, file_name=naming.file_name(naming.chosen(choice), what, "pdf"), mime="application/pdf", key=key,
        icon=":material/picture_as_pdf:", width="stretch",
    )  # fmt: skip
