"""The search box over every page: an agency of the region in view by its name, its short name or another spelling."""

import re

import streamlit as st

from data.terms.spelling import key
from pages.answers.choice import Choice
from pages.ui.page.names import renamed, rows
from pages.ui.page.remember import remembered
from pages.ui.words import formats, t

BOX = "finder_box"
LISTED = 8
LONGEST = 80  # letters
_BETWEEN = " · ", " → "  # short name and name; a spelling and whom it means


@remembered
def agencies(choice: Choice) -> dict[str, str]:
    """Code -> "Dinkes · Dinas Kesehatan", of the agencies of the region that have figures, by name."""
    scores = choice.ask("agency_scores", region=choice.region, periods=list(choice.periods))
    scores = scores.assign(agency=scores["agency"].replace(renamed(choice.region)))
    newest = scores.sort_values("seq").drop_duplicates("agency", keep="last").sort_values("agency_name")
    return {
        row.agency: row.agency_name if row.short == row.agency_name else _BETWEEN[0].join((row.short, row.agency_name))
        for row in newest.itertuples()
    }


@remembered
def offered(choice: Choice) -> dict[str, str]:
    """What the box lists -> code: each of `agencies`, then every spelling that their own words do not hold."""
    called, goes_on = agencies(choice), renamed(choice.region)
    aliases = rows("aliases").reindex(columns=["kind", "alias", "code"]).query("kind == 'agency'")
    own = rows("agencies").reindex(columns=["region", "code", "name", "short"])
    own = own[own["region"] == choice.region]
    spelled = [*zip(aliases["alias"], aliases["code"], strict=True), *zip(own["name"], own["code"], strict=True)]
    names = {label: code for code, label in called.items()}
    for spelling, old in [*spelled, *zip(own["short"], own["code"], strict=True)]:
        code = goes_on.get(old, old)
        if code in called and isinstance(spelling, str) and key(spelling) not in (*_parts(called[code]), key(old)):
            names.setdefault(_BETWEEN[1].join((spelling, called[code])), code)
    return names


def found(names: dict[str, str], text: str) -> list[str]:
    """The codes of `offered` that `text` may mean: the one that is called just so, else those whose words hold it, else
    those in which each of its words begins one."""
    typed = key(text)
    exact = {code for label, code in names.items() if typed in (key(label), *_parts(label))}
    holding = [code for label, code in names.items() if typed and typed in key(label)]
    begun = [
        code for label, code in names.items() if typed and all(f" {word}" in f" {key(label)}" for word in typed.split())
    ]
    return list(exact) if len(exact) == 1 else list(dict.fromkeys(holding or begun))


def _parts(label: str) -> list[str]:
    return [key(part) for part in re.split("|".join(_BETWEEN), label)]


def draw(choice: Choice, place, answer) -> str | None:
    """The box in `place`; in `answer`, in words, what more than one agency or none was sought. Answers with the code of
    the one agency that was."""
    names = offered(choice.whole())
    with place:
        st.selectbox(
            t("finder.label"), list(names), index=None, key=BOX, placeholder=t("finder.label"),
            label_visibility="collapsed", icon=":material/search:", filter_mode="contains", accept_new_options=True,
            on_change=_typed,
        )  # fmt: skip
    text = st.session_state.pop("sought", "")
    codes = found(names, text)
    if text and len(codes) != 1:
        with answer:
            _answer(choice, text, codes)
    return codes[0] if len(codes) == 1 else None


def _typed() -> None:
    """Keep what was chosen or typed for this run, and empty the box."""
    _seek(st.session_state[BOX] or "")
    st.session_state[BOX] = None


def _seek(text: str) -> None:
    st.session_state["sought"] = text[:LONGEST]


def _answer(choice: Choice, text: str, codes: list[str]) -> None:
    called, typed = agencies(choice.whole()), formats.plain(text)
    if not codes:
        st.info(t("finder.nothing", place=formats.plain(choice.region_name)), title=t("finder.none", text=typed))
        return
    st.markdown(t("finder.several", n=formats.count(len(codes)), text=typed))
    with st.container(horizontal=True, gap="xsmall"):
        for code in codes[:LISTED]:
            st.button(formats.plain(called[code]), key=f"found_{code}", on_click=_seek, args=(called[code],))
    if len(codes) > LISTED:
        st.caption(t("finder.more", n=formats.count(len(codes) - LISTED)))
