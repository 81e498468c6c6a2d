"""What the reader is looking at: codes in the URL, kept across pages, with one step back.

The URL carries every choice (`?daerah=3403&periode=2025-S2&opd=...`), so a link shows the same thing to the next
reader and Back the choice before. A link of the navigation is bare: the session remembers and completes it.
"""

import streamlit as st

FILTERS = ("daerah", "periode", "sektor", "opd", "jabatan", "indikator", "sumber")
# what one page alone asks: compared agency, same people, weights; unit; pattern; groups of the cluster page; one need
OWN = ("banding", "orang", "bobot", "satuan", "pola", "kelompok", "k", "klaster", "kebutuhan")
SCENARIOS = ("rencana", "skenario")  # limits of the training plan and of the one beside it
# Said by the address alone, and forgotten with it: the page a detail was opened from (`trail`), and the part of a page
# that a link leads to: the key of a chart (`matrix`), or of a container `part_KEY` (`serving/landing.js` goes there).
ORIGIN, PART = "dari", "bagian"
PARAMETERS = (*FILTERS, *OWN, *SCENARIOS, ORIGIN, PART, "lang", "peran")
LONGEST = 64  # a code; anything longer in a URL is not ours
LONGEST_SCENARIO = 600
STEPS = 20


def begin() -> None:
    """Once per run, first. A URL that names a region is the whole view, so what it leaves out is not chosen; what
    another URL leaves out comes from this visit's memory."""
    given = {name: st.query_params.get(name) for name in PARAMETERS}
    named = {name: code for name, code in given.items() if code and len(code) <= _longest(name) and code.isprintable()}
    memory = {} if "daerah" in named else {**st.session_state.get("view", {}), ORIGIN: None, PART: None}
    st.session_state["view"] = {**memory, **named}
    if any(name in named for name in FILTERS):
        stay()


def _longest(name: str) -> int:
    return LONGEST_SCENARIO if name in SCENARIOS else LONGEST


def get(name: str) -> str | None:
    """The chosen code, or None. It comes from a URL: check it against a list before use."""
    return st.session_state.get("view", {}).get(name)


def put(name: str, value: str | None, undoable: bool = True) -> None:
    """What the reader chose (None: no choice), remembering the choice before for `undo`."""
    memory = st.session_state.setdefault("view", {})
    if memory.get(name) == value:
        return
    if undoable:
        past = st.session_state.setdefault("view_past", [])
        past.append({key: memory.get(key) for key in FILTERS})
        del past[:-STEPS]
    memory[name] = value
    stay()
    write()


def settle(name: str, value: str | None, follow: bool = False) -> None:
    """What the page chose for the reader: the newest period, nothing in place of an unknown code. follow: for now; it
    is chosen anew in every run and stands in no address, until the reader chooses anything."""
    st.session_state.setdefault("view", {})[name] = value
    following = st.session_state.setdefault("following", set())
    (following.add if follow else following.discard)(name)


def stay() -> None:
    """Keep what was chosen for now."""
    st.session_state["following"] = set()


def follows(name: str) -> bool:
    """Whether a choice is the page's, and only for now."""
    return name in st.session_state.get("following", ())


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
        write()


def can_undo() -> bool:
    return bool(st.session_state.get("view_past"))


def as_query(**changes: str | None) -> dict[str, str]:
    """URL parameters of the present view with `changes`: for links, which say themselves where they come from."""
    chosen = {**st.session_state.get("view", {}), ORIGIN: None, PART: None, **changes}
    return {name: chosen[name] for name in PARAMETERS if chosen.get(name) and (name in changes or not follows(name))}


def write() -> None:
    """Bring the URL up to the view, in one step: every step is an entry that Back visits."""
    now = st.query_params.to_dict()
    own = {name: get(name) for name in (ORIGIN, PART)}
    wanted = {name: code for name, code in now.items() if name not in PARAMETERS} | as_query(**own)
    if now != wanted:
        st.query_params.from_dict(wanted)
