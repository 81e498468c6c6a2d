"""Memory of the real server while a planner uploads big files in a real browser.

`python -m tests.campaigns.upload_memory [MEGABYTES] [FILES]`: files of that size (200, two of them) go through the
upload page one after another: read, saved, published. Prints the server's resident memory before, at most during each
stage, and a minute afterwards; the second file shows whether it creeps.
"""

import contextlib
import os
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
from playwright.sync_api import Page, expect, sync_playwright

from data.batches import batches
from data.sample import PERIODS, growth, growth_agencies
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.browser.visits import ARGUMENTS, chromium
from tests.campaigns.bench import SQL
from tests.worlds.server import COOKIES, serving

BYTES_A_ROW = 124
LATER = 60  # seconds after which memory must be back
PATIENCE = 900_000  # milliseconds for one stage


class Resident:
    """Resident memory of a process and its children in MB: now, and at most since `reset`."""

    def __init__(self, pid: int) -> None:
        self._pid, self.most, self._over = pid, 0, threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def now(self) -> int:
        page, total = os.sysconf("SC_PAGE_SIZE"), 0
        for pid in (str(self._pid), *_children(self._pid)):
            with contextlib.suppress(OSError):  # a child that has just ended
                total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * page
        return total >> 20

    def reset(self) -> None:
        self.most = 0

    def stop(self) -> None:
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, self.now())


def _children(pid: int) -> list[str]:
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # a thread that has just ended
            found += path.read_text().split()
    return found


def files(folder: Path, megabytes: int, number: int) -> list[Path]:
    """Plain long-template files of that size, one period each."""
    made = []
    for period in PERIODS[-number:]:
        (rows,) = growth(np.random.default_rng(1), megabytes * (1 << 20) // BYTES_A_ROW, folder, (period,))
        template = duckdb.execute((SQL / "template.sql").read_text("utf-8"), {"rows": str(rows)})
        path = folder / f"nilai-{period}.csv"
        duckdb.from_arrow(template.to_arrow_table()).write_csv(str(path), sep=";")
        rows.unlink()
        made.append(path)
    return made


def upload(page: Page, url: str, path: Path, memory: Resident, tell) -> None:
    """One file from the choice to the end, as a planner does it."""
    page.goto(f"{url}/upload")
    expect(page.get_by_role("heading", level=1)).to_have_text("Unggah data evaluasi", timeout=PATIENCE)
    page.wait_for_timeout(4000)  # a file given while the page is still being built is lost, and nothing would follow
    memory.reset()
    page.locator("input[type=file]").first.set_input_files(path)
    asked = page.get_by_role("heading", name="Cermin perlu bertanya")
    ready = page.get_by_role("heading", name="nilai siap disimpan")
    expect(asked.or_(ready)).to_be_visible(timeout=PATIENCE)
    if asked.is_visible():
        tell("read, region asked")
        box = page.get_by_role("combobox", name="Pilih daerahnya.")
        box.click()
        box.fill("Gunungkidul")
        page.get_by_role("option", name="Gunungkidul").first.click()
        page.wait_for_timeout(1500)
        page.get_by_role("button", name="Lanjut").click()
        expect(ready).to_be_visible(timeout=PATIENCE)
    tell("read and compared")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("terbit sebagai versi 1")).to_be_visible(timeout=PATIENCE)
    tell("saved and published")


def main(megabytes: int = 200, number: int = 2) -> None:
    with tempfile.TemporaryDirectory(prefix="cermin-memory-") as name, sync_playwright() as playwright:
        folder = Path(name)
        store = open_store(folder / "home")
        batches.accept_reference(
            store, {"agencies": growth_agencies()}, "agencies", system("bkd"), datetime(2026, 11, 21)
        )
        store.close()
        paths = files(folder, megabytes, number)
        with serving(folder / "home", folder / "server.log") as (url, process):
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="id-ID")
            name, value = COOKIES[url]
            page.context.add_cookies([{"url": url, "name": name, "value": value}])
            page.goto(f"{url}/upload")
            expect(page.get_by_role("heading", level=1)).to_have_text("Unggah data evaluasi", timeout=PATIENCE)
            memory = Resident(process.pid)
            time.sleep(3)
            start = memory.now()
            print(f"server ready, page open: {start} MB", flush=True)

            def tell(stage: str) -> None:
                print(
                    f"  {stage:22} at most {memory.most:5} MB (+{memory.most - start}), now {memory.now()}", flush=True
                )
                memory.reset()

            for path in paths:
                print(f"{path.name}, {path.stat().st_size >> 20} MB", flush=True)
                upload(page, url, path, memory, tell)
                time.sleep(LATER)
                print(f"  {LATER} s later {memory.now():20} MB (+{memory.now() - start})", flush=True)
            memory.stop()
            browser.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
