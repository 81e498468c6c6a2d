"""Same question, same plan: `python -m tests.campaigns.same_plan`.

Makes the plan of the demo's largest region as a visit makes it, each time in a fresh process with an empty cache: on
the machine as it is, and beside four loops that do nothing but keep it busy. Compares, as texts, the plans, what the
page shows of them, and the plan made from the same frames without a page. Exit 1 where two differ.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from analytics.plan.case import build
from analytics.plan.make import make
from data.upkeep import demo
from data.upkeep.opening import open_store
from pages.ui.plan import making
from tests.worlds.actors import SYSTEM
from tests.worlds.plan_checks import as_text
from tests.worlds.visitors import owner

ROOT = Path(__file__).parents[2]
REGION, PERIODS = "3403", ("2025-S2", "2026-S1")
BUSY = 4


def visit() -> dict[str, str]:
    """The plan of the page with its usual limits, what the page shows, and the plan made without a page."""
    session = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=600)
    session.user = owner()
    session.query_params.update({"peran": "planner", "daerah": REGION, "periode": PERIODS[-1]})
    session.run()
    session.switch_page("pages/training_plan.py").run()
    (work,) = making.plans()._works.values()
    work.job.wait()
    session.run()
    assert not session.exception and work.plan.state == "complete"
    shown = [element.value for element in (*session.title, *session.markdown, *session.caption, *session.header)]
    asked = work.question
    case = build(asked.persons, asked.gaps, asked.programmes, asked.links, asked.limits)
    return {
        "plan": as_text(work.plan),
        "page": "\n".join([*shown, *(table.value.to_csv() for table in session.table)]),
        "without a page": as_text(make(case, asked.effort, np.random.default_rng(asked.seed))),
    }


def fresh(home: Path, busy: int) -> dict[str, str]:
    """`visit` in a process of its own on a copy of a home, beside `busy` loops."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(busy)]
    with tempfile.TemporaryDirectory(prefix="cermin-same-plan-") as folder:
        copy, out = Path(folder) / "home", Path(folder) / "found.json"
        shutil.copytree(home, copy)
        command = [sys.executable, "-m", "tests.campaigns.same_plan", str(out)]
        try:
            subprocess.run(command, cwd=ROOT, env={**os.environ, "CERMIN_HOME": str(copy)}, check=True)
        finally:
            for loop in loops:
                loop.kill()
                loop.wait()
        return json.loads(out.read_text(encoding="utf-8"))


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="cermin-same-plan-") as folder:
        home = Path(folder) / "home"
        store = open_store(home)
        demo.load(store, SYSTEM, datetime(2026, 11, 21, 9, 0), regions=(REGION,), chosen=PERIODS)
        store.close()
        alone, beside = fresh(home, 0), fresh(home, BUSY)
    same = {
        "plan, alone and beside busy loops": alone["plan"] == beside["plan"],
        "page, alone and beside busy loops": alone["page"] == beside["page"],
        "plan, with and without a page": alone["plan"] == alone["without a page"] == beside["without a page"],
    }
    print(f"{len(alone['plan'])} characters of plan, {len(alone['page'])} of page")
    print("\n".join(f"{what}: {'the same' if equal else 'DIFFERENT'}" for what, equal in same.items()))
    return not all(same.values())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(visit()), encoding="utf-8")
    else:
        sys.exit(main())
