"""The one download button. Its file is made when it is pressed, for the session that drew it and for no other.

Streamlit makes such a file in a thread that belongs to no session, for whoever sends the button's id, and then serves
it to whoever has its name. So the button carries the session it was drawn in, asks again what that visit may, and gives
the file to that session alone (`pages.ui.access.handed`).
"""

import threading
from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from pages.ui.access.handed import handed
from pages.ui.page import guard


def button(label: str, make: Callable[[], bytes], right: str = "figures", **how: object) -> None:
    """A button that hands out what `make` gives, to a visit that is still who it was drawn for, and has this right.
    `make` may ask and say all that a page may: it is run as the page that drew the button. `how` goes to
    `st.download_button` (file_name, mime, key, type, icon, help)."""
    drawn_by, drawn_for, context = guard.handle(), guard.actor(), get_script_run_ctx()

    def still_allowed() -> bytes:
        guard.must(right)
        if guard.actor() != drawn_for:
            raise guard.NotAllowed
        return make()

    def for_who_presses() -> bytes:
        if guard.handle() != drawn_by:
            raise guard.NotAllowed
        content = _in_page(context, still_allowed)
        handed().give(drawn_by, content)
        return content

    st.download_button(label, data=for_who_presses, on_click="ignore", **how)


def _in_page(context, make: Callable[[], bytes]) -> bytes:
    """What `make` gives where it finds the session, role and language of a page; raises what it raises."""
    outcome: list[bytes] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            outcome.append(make())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work, name="download")
    add_script_run_ctx(thread, context)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return outcome[0]
