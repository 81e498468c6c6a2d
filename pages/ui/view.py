"""What the reader is looking at: codes in the URL, kept across pages, with one step back.

The URL carries every choice (`?daerah=3403&periode=2025-S2&opd=...`), so a link shows the same thing to the next
reader. Streamlit clears the URL between pages; the session remembers and writes it again.
"""

import streamlit as st

FILTERS = ("daerah", "periode", "sektor", "opd", "jabatan", "indikator", "sumber")
# what one page alone asks: compared agency, same people, weights; unit; pattern; groups of the cluster page
OWN = ("banding", "orang", "bobot", "satuan", "pola", "kelompok", "k", "klaster")
PARAMETERS = (*FILTERS, *OWN, "lang", "peran")
LONGEST = 64  # a code; anything longer in a URL is not ours
STEPS = 20


def begin() -> None:
    """Once per run, first: what the URL says wins; what it leaves out comes from this visit's memory."""
    memory = st.session_state.setdefault("view", {})
    for name in PARAMETERS:
        value = st.query_params.get(name)
        if value and len(value) <= LONGEST and value.isprintable():
            memory[name] = value
        elif value is not None:
            del st.query_params[name]
    _write()


def get(name: str) -> str | None:
    """The chosen code, or None. It comes from a URL: check it against a list before use."""
    return st.session_state.get("view", {}).get(name)


def put(name: str, value: str | None, undoable: bool = True) -> None:
    """Choose `value` (None: no choice), remembering the choice before for `undo`."""
    memory = st.session_state.setdefault("view", {})
    if memory.get(name) == value:
        return
    if undoable:
        past = st.session_state.setdefault("view_past", [])
        past.append({key: memory.get(key) for key in FILTERS})
        del past[:-STEPS]
    memory[name] = value
    _write()


def reset(keep: tuple[str, ...] = ("daerah", "periode")) -> None:
    """Drop every filter but those a page cannot do without."""
    for name in FILTERS:
        if name not in keep:
            put(name, None)


def undo() -> None:
    """Back to the filters before the last change."""
    past = st.session_state.get("view_past", [])
    if past:
        st.session_state["view"].update(past.pop())
        _write()


def can_undo() -> bool:
    return bool(st.session_state.get("view_past"))


def as_query(**changes: str | None) -> dict[str, str]:
    """URL parameters of the present view with `changes`: for links to other pages."""
    chosen = {**st.session_state.get("view", {}), **changes}
    return {name: chosen[name] for name in PARAMETERS if chosen.get(name)}


def _write() -> None:
    for name in PARAMETERS:
        value = st.session_state["view"].get(name)
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]
