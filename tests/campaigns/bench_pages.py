"""Script time of every page, warm, beside a script that draws nothing, and what its charts add."""

import os
import statistics
import tempfile
import time
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from data.upkeep import demo
from data.upkeep.opening import open_store
from tests.worlds.actors import SYSTEM
from tests.worlds.visitors import owner

ROOT = Path(__file__).parents[2]
PAGES = ("home", "agency_trends", "sector_comparison", "competency_gaps", "method")
EMPTY = "import streamlit as st\nst.title('kosong')"


def rerun(apps: list[AppTest], times: int = 25) -> list[float]:
    """Median processor time of a warm rerun of each app, asked in turn: a shared machine does not stretch it."""
    taken = [[] for _ in apps]
    for _ in range(times):
        for app, mine in zip(apps, taken, strict=True):
            start = time.process_time()
            app.run(timeout=300)
            mine.append(time.process_time() - start)
    return [statistics.median(mine[3:]) for mine in taken]


def opened(page: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
    app.user = owner()
    app.run()
    return app.switch_page(f"pages/{page}.py")


def pages() -> None:
    """Prints, for every page on the demo of one region, warm reruns and its charts' share in empty-script reruns."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CERMIN_HOME"] = folder
        store = open_store(Path(folder))
        demo.load(store, SYSTEM, datetime(2026, 11, 21, 9, 0), regions=("3403",), scale=0.5)
        store.close()
        for page in PAGES:
            empty = AppTest.from_string(EMPTY)
            (bare, whole) = rerun([empty, opened(page)])
            with patch("pages.ui.panel.show.show_chart", lambda *a, **k: None):
                (bare_again, plain) = rerun([empty, opened(page)])
            print(
                f"{page:18} {whole / bare:5.1f} empty-script reruns; "
                f"its charts add {whole / bare - plain / bare_again:5.1f}"
            )
