"""One recording: the demo made once, then every part in a process of its own, on a copy of it, at the same moment."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

HERE = Path(__file__).parents[2]
MOMENT = "2026-11-21 09:00:00"
KEY = b"cermin, always the same key!".ljust(32, b".")
PARTS = (  # the longest first
    "plan", "more_views", "planner_id", "planner_en", "leader_id", "leader_en", "queries", "upload", "commands",
    "empty",
)  # fmt: skip
PATIENCE = 7200  # seconds; the clock of a part stands, so it cannot tell that it hangs


def record(folder: Path, tree: Path, parts: Sequence[str]) -> int:
    """Fill `folder` with what the checkout `tree` gives; 0 when every part ended well."""
    if shutil.which("faketime") is None:
        print("faketime is missing: apt install faketime", file=sys.stderr)
        return 2
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="cermin-record-") as scratch:
        home = Path(scratch) / "home"
        home.mkdir(mode=0o700)
        (home / "key").write_bytes(KEY)  # pseudonyms hang on it
        (home / "key").chmod(0o600)
        processors: Queue[int] = Queue()
        for processor in os.sched_getaffinity(0):
            processors.put(processor)
        if _run("demo", home, folder, tree, processor):
            return 1

        def on_a_copy(part: str) -> int:
            copy = home.with_name(part)
            shutil.copytree(home, copy)
            mine = processors.get()
            try:
                return _run(part, copy, folder, tree, mine)
            finally:
                processors.put(mine)
                shutil.rmtree(copy)

        with ThreadPoolExecutor(processors.qsize()) as pool:
            return max(pool.map(on_a_copy, parts))


def _run(part: str, home: Path, folder: Path, tree: Path, processor: int) -> int:
    """One part under a clock that stands (threads still wait for as long as they ask), in a place like any other."""
    environment = {
        **os.environ, "CERMIN_HOME": str(home), "CERMIN_DEMO": "no", "TZ": "UTC", "LOGNAME": "kantor",
        "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "120",
        "STREAMLIT_LOGGER_LEVEL": "error",
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # else waiting for a lock spins, and everything takes five times as long
    }  # fmt: skip
    one_processor = ["taskset", "-c", str(processor)]  # so numpy adds up in one order, on any machine
    standing = ["faketime", "--exclude-monotonic", "-f", MOMENT]
    command = [sys.executable, "-m", "tests.same_outputs", "work", part, home, folder.resolve(), tree]
    done = subprocess.run(
        [*one_processor, *standing, *command], cwd=HERE, env=environment, timeout=PATIENCE, check=False
    )
    if done.returncode:
        print(f"{part:14} FAILED ({done.returncode})", flush=True)
    return done.returncode
