"""Script time of every page, warm, beside a script that draws nothing."""

import os
import statistics
import tempfile
import time
from datetime import datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data import demo
from data.store import open_store

ROOT = Path(__file__).parents[1]
PAGES = ("home", "agency_trends", "sector_comparison", "competency_gaps", "method")


def rerun(app: AppTest, times: int = 9) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        app.run(timeout=120)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[2:])


def pages() -> None:
    """Prints, for every page on the demo of one region, warm reruns in units of an empty script's rerun."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CERMIN_HOME"] = folder
        store = open_store(Path(folder))
        demo.load(store, datetime(2026, 11, 21, 9, 0), regions=("3403",))
        store.close()
        empty = rerun(AppTest.from_string("import streamlit as st\\nst.title('kosong')"))
        for page in PAGES:
            app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
            app.run()
            app.switch_page(f"pages/{page}.py")
            print(f"{page:18} {rerun(app) / empty:5.1f} empty-script reruns")
