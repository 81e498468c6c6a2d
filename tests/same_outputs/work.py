"""The parts of a recording, each worked through in a process of its own: `record` starts them."""

import logging
import os
import select
import time
from pathlib import Path

from tests.same_outputs import commands, upload, visits

PARTS = {
    "queries": commands.queries,
    "commands": commands.imports,
    "leader_id": lambda home, tree: visits.pages(tree, "leader", "id"),
    "leader_en": lambda home, tree: visits.pages(tree, "leader", "en"),
    "planner_id": lambda home, tree: visits.pages(tree, "planner", "id"),
    "planner_en": lambda home, tree: visits.pages(tree, "planner", "en"),
    "more_views": lambda home, tree: visits.more(tree),
    "plan": lambda home, tree: visits.plans(tree),
    "empty": lambda home, tree: visits.empty(home, tree),
    "upload": lambda home, tree: upload.steps(tree),
}


def work(part: str, home: Path, folder: Path, tree: Path) -> int:
    """Write what `part` gives below `folder`."""
    time.sleep = _sleep
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True  # no server is no news
    do = commands.demo if part == "demo" else PARTS[part]
    for name, text in do(home, tree):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_text(encoding="utf-8") != text:
            raise FileExistsError(name)
        mine = path.with_name(f".{os.getpid()}")  # another part may be writing the same file below `shared`
        mine.write_text(text, encoding="utf-8")
        mine.replace(path)
    user, system, child_user, child_system, _ = os.times()
    print(f"{part:14} {user + system + child_user + child_system:6.0f} s of processor time", flush=True)
    return 0


def _sleep(seconds: float) -> None:
    """Under a clock that stands the usual sleep is refused (EINVAL). A test session would ask a thousand times a second
    whether a page has ended, which costs more than the page."""
    select.select([], [], [], max(seconds, 0.05))
