"""The upload page from the file to the release, and the reference tables it changes."""

from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.same_outputs import given
from tests.same_outputs.visits import LANGUAGES, opened, settle, told, watched

Told = Iterator[tuple[str, str]]


def steps(tree: Path) -> Told:
    """Every file given to the page, every table looked at; last the good file saved, published and shown in history."""
    for lang in LANGUAGES:
        for called, content in given.FILES.items():
            with watched() as (menu, files):
                session = _given(tree, lang, called, content)
                yield from told(session, f"upload/planner_{lang}_{called}", menu, files)
        yield from _tables(tree, lang)
    with watched() as (menu, files):
        session = _given(tree, "id", given.GOOD, given.FILES[given.GOOD])
        next(button for button in session.main.button if button.proto.type == "primary").click()
        settle(session)
        yield from told(session, "upload/planner_id_saved", menu, files)
        yield from told(settle(opened(tree, "upload", _query("en"))), "upload/planner_en_after", menu, files)


def _query(lang: str) -> dict[str, str]:
    return {"lang": lang, "peran": "planner"}


def _given(tree: Path, lang: str, called: str, content: bytes) -> AppTest:
    session = settle(opened(tree, "upload", _query(lang)))
    session.file_uploader[0].upload(called, content)
    return settle(session)


def _tables(tree: Path, lang: str) -> Told:
    """The second side of the page, with each of its tables."""
    with watched() as (menu, files):
        session = settle(opened(tree, "upload", _query(lang)))
        session.segmented_control[0].set_value(session.segmented_control[0].options[1])
        settle(session)
        for at in range(len(session.main.selectbox[0].options)):
            session.main.selectbox[0].select_index(at)
            settle(session)
            yield from told(session, f"upload/planner_{lang}_table_{at}", menu, files)
