"""Visits to pages as a browser would make them, and what each shows and hands out."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from tests.same_outputs import downloads, given, texts

PAGES = [
    "home", "agency_trends", "sector_comparison", "competency_gaps", "training_needs", "rating_quality", "method",
    "upload",
]  # fmt: skip
PLAN = "training_plan"
FILTERED = PAGES[:-2]
VIEWS = {
    "all": {}, "agency": {"opd": given.AGENCY}, "indicator": {"indikator": given.INDICATOR},
    "sector": {"sektor": given.SECTOR}, "source": {"sumber": given.SOURCE},
}  # fmt: skip
MORE = {
    "position": (FILTERED[:4], {"jabatan": given.POSITION}),
    "first_period": (FILTERED, {"periode": "2022-S2"}),
    "small_region": (FILTERED, {"daerah": given.SMALL}),
    "unknown": (FILTERED, {"opd": "TIDAK", "sektor": "ADA", "indikator": "INI", "sumber": "ITU", "dari": "sana"}),
    "cell": (["agency_trends"], {"opd": given.AGENCY, "indikator": "KOM", "dari": "competency_gaps.KOM"}),
    "two_agencies": (["agency_trends"], {"opd": given.AGENCY, "banding": given.OTHER_AGENCY}),
    "same_people": (["agency_trends"], {"opd": given.AGENCY, "orang": "ya"}),
    "weights": (["sector_comparison"], {"bobot": "KOM150.TG50"}),
    "by_sector": (["competency_gaps"], {"satuan": "sector", "indikator": given.INDICATOR}),
    "by_position": (["competency_gaps"], {"satuan": "position"}),
    "three_clusters": (["competency_gaps"], {"k": "3"}),
    "of_people": (["competency_gaps"], {"kelompok": "pegawai"}),
    "of_cluster": (["training_needs"], {"klaster": "1"}),
    "pattern": (["rating_quality"], {"pola": "org_poor"}),
}
SCENARIOS = {
    "usual": {}, "poor": {"rencana": "100.2.4.10.0.10"}, "impossible": {"rencana": "1.1.1.1.100.1"},
    "two": {"skenario": "250.4.8.20.5.10"},
}  # fmt: skip
LANGUAGES = ("id", "en")
PAUSES = (1, 2, 4, *([8] * 400))  # seconds between looks at a page that still shows a bar of progress


def pages(tree: Path, role: str, lang: str) -> Iterator[tuple[str, str]]:
    """Every page but the plan, under every usual filter."""
    for page in PAGES:
        for view, query in VIEWS.items():
            if view == "all" or page in FILTERED:
                yield from visit(tree, page, f"{role}_{lang}_{view}", {**query, "lang": lang, "peran": role})


def more(tree: Path) -> Iterator[tuple[str, str]]:
    """What a page shows at its other addresses, each in one language; and the dark theme."""
    for at, (view, (shown_on, query)) in enumerate(MORE.items()):
        lang = LANGUAGES[at % 2]
        for page in shown_on:
            yield from visit(tree, page, f"planner_{lang}_{view}", {**query, "lang": lang, "peran": "planner"})
    yield from visit(tree, "home", "leader_id_dark", {"lang": "id", "peran": "leader"}, theme="dark")


def plans(tree: Path) -> Iterator[tuple[str, str]]:
    """The plan page, once its plan is made; it is made within a time limit, so these files stand apart."""
    for lang, view in [*(("id", view) for view in SCENARIOS), ("en", "two"), ("en", "impossible")]:
        query = {**SCENARIOS[view], "lang": lang, "peran": "planner"}
        yield from visit(tree, PLAN, f"planner_{lang}_{view}", query, "plan_")
    yield from visit(tree, PLAN, "leader_id_all", {"lang": "id", "peran": "leader"})


def empty(home: Path, tree: Path) -> Iterator[tuple[str, str]]:
    """Every page where there is no data at all."""
    os.environ["CERMIN_HOME"] = str(home.with_name("nothing"))
    for role in ("leader", "planner"):
        for lang in LANGUAGES:
            for page in [*PAGES, PLAN]:
                yield from visit(tree, page, f"{role}_{lang}_empty", {"lang": lang, "peran": role})


def visit(
    tree: Path, page: str, name: str, query: dict[str, str], apart: str = "", theme: str = "light"
) -> Iterator[tuple[str, str]]:
    """One page opened by its address: its text, and the files it hands out."""
    session = opened(tree, page, query)
    session.context["theme"] = theme
    with watched() as (menu, files):
        settle(session)
    yield from told(session, f"{apart}{page}/{name}", menu, files)


def opened(tree: Path, page: str, query: dict[str, str]) -> AppTest:
    """A session about to open a page by its address; it runs with `settle`."""
    session = AppTest.from_file(str(tree / "dashboard.py"), default_timeout=10**9)
    if (tree / "pages" / "ui" / "access").is_dir():  # a checkout of before lets everybody in
        from tests.worlds.visitors import owner

        session.user = owner()
    session.query_params.update(query)
    if page != "home":
        session.switch_page(f"pages/{page}.py")
    return session


class _Framed(PagesManager):
    """As the server does it: pages stand in the frame of `dashboard.py`, also one opened by its address."""

    def __init__(self, *rest, **settings) -> None:
        PagesManager.uses_pages_directory = False
        super().__init__(*rest, **settings)


def told(session: AppTest, name: str, menu: list[str], files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """What a session that has run shows and hands out, each under its path in the recording."""
    for fault in session.exception:
        print(f"{name} ends with an exception: {fault.message}", file=sys.stderr)
    shared = {}
    yield f"pages/{name}.txt", "\n".join([*texts.page(session, shared), *menu]) + "\n"
    yield from ((f"shared/{called}.txt", text) for called, text in shared.items())
    for called, content in files.items():
        yield f"downloads/{name}/{called}.txt", downloads.text(called, content)


def settle(session: AppTest) -> AppTest:
    """Run until nothing is being worked on any more."""
    for pause in PAUSES:
        session.run()
        if not session.get("progress"):
            return session
        time.sleep(pause)
    raise TimeoutError("a bar of progress that never ends")


@contextmanager
def watched() -> Iterator[tuple[list[str], dict[str, bytes]]]:
    """The menu and the files of the visits within; what is folded until it is asked for stands open."""
    menu, files = [], {}

    def unfolded(kept, *rest, **settings):
        if settings.get("on_change") == "rerun":
            settings["expanded"] = True
        return kept(*rest, **settings)

    def handed(kept, *rest, **settings):
        data = settings["data"] if "data" in settings else rest[-1]
        files[_free(files, settings["file_name"])] = downloads.content(data() if callable(data) else data)
        return kept(*rest, **settings)

    def navigated(kept, groups, **settings):  # the first thing every run of the script does
        files.clear()
        menu[:] = ["==== menu"]
        for group, some in groups.items():
            menu.extend(f"{group}: {one.title} /{one.url_path} {one.visibility}" for one in some)
        return kept(groups, **settings)

    with ExitStack() as changes:
        changes.enter_context(patch("streamlit.testing.v1.app_test.PagesManager", _Framed))
        for name, change in (("expander", unfolded), ("download_button", handed), ("navigation", navigated)):
            for place in (st, DeltaGenerator):
                if kept := getattr(place, name, None):
                    changes.enter_context(patch.object(place, name, _instead_of(change, kept)))
        yield menu, files


def _instead_of(change, kept):
    """`change` in place of `kept`, as a plain function, so that it binds where `kept` is a method."""

    def instead(*rest, **settings):
        return change(kept, *rest, **settings)

    return instead


def _free(files: dict[str, bytes], name: str) -> str:
    """`name`, or with a number where two files of a page are called the same."""
    return next(one for one in (name, *(f"{name}.{n}" for n in range(2, 99))) if one not in files)
