"""What Windows and macOS do otherwise, with the system faked: no test here has run on one of them."""

import importlib
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from data.reading.form.book import child, workbook
from data.store import engine
from data.store.engine import StoreInUse
from data.upkeep import backups
from data.upkeep.opening import open_store
from tests.worlds.histories import contents

ROOT = Path(__file__).parents[2]


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "buku.xlsx"
    with xlsxwriter.Workbook(path) as written:
        written.add_worksheet("Nilai").write_row(0, 0, ["perangkat_daerah", "nilai"])
    return path


@pytest.fixture
def limits(monkeypatch):
    """What is asked of a `resource` that only remembers."""
    asked = {}
    names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE")
    fake = types.SimpleNamespace(**{name: name for name in names}, setrlimit=asked.__setitem__)
    monkeypatch.setitem(sys.modules, "resource", fake)
    return asked


def test_the_reading_child_is_limited_where_the_system_can(limits, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    child.limit(1_000, 20)
    four = {"RLIMIT_AS": 1_000, "RLIMIT_CPU": 20, "RLIMIT_FSIZE": child.MAX_OUTPUT, "RLIMIT_CORE": 0}
    assert limits == {name: (bound, bound) for name, bound in four.items()}


def test_macos_is_not_asked_to_limit_the_address_space(limits, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    child.limit(1_000, 20)
    assert set(limits) == {"RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE"}


def test_without_limits_a_workbook_is_read_and_its_size_still_bounded(book, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)  # as on Windows: importing it fails
    assert child.main(str(book), str(tmp_path), "xlsx", 1, 1) == 0
    (sheet,) = json.loads((tmp_path / "sheets.json").read_text("utf-8"))
    assert (sheet["rows"], sheet["columns"]) == (1, 2)
    assert json.loads((tmp_path / "0.jsonl").read_text("utf-8")) == ["perangkat_daerah", "nilai"]
    monkeypatch.setattr(importlib.import_module("parsing.sheet_file"), "MAX_OUTPUT", 10)
    child.main(str(book), str(tmp_path), "xlsx", 1, 1)
    assert json.loads((tmp_path / "sheets.json").read_text("utf-8")) == {"error": "too_big", "found": ""}


def test_the_reading_child_finds_the_libraries_of_windows_and_knows_nothing_else(book, monkeypatch):
    seen = []

    def run(command, **options):
        seen.append(options["env"])
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(workbook.subprocess, "run", run)
    monkeypatch.setenv("SYSTEMROOT", r"C:\Windows")
    monkeypatch.setenv("CERMIN_HOME", "elsewhere")
    workbook.open_workbook(book, "xlsx")
    assert seen == [{"LC_ALL": "C.UTF-8", "SYSTEMROOT": r"C:\Windows"}]


def test_a_store_in_use_is_told_in_any_language_of_windows(tmp_path, monkeypatch):
    said = (
        f'IO Error: Cannot open file "{tmp_path}": Proses tidak dapat mengakses file karena sedang digunakan oleh'
        " proses lain.\r\n\nFile is already open in \nC:\\Cermin\\.venv\\Scripts\\python.exe (PID 3528)"
    )

    def connect(*_, **__):
        raise duckdb.IOException(said)

    monkeypatch.setattr(engine.duckdb, "connect", connect)
    with pytest.raises(StoreInUse) as used:
        engine.connect(tmp_path / "cermin.duckdb", None)
    assert used.value.pid == 3528


def test_a_backup_without_the_engines_file_is_as_good(tmp_path, monkeypatch, filled):
    filled(tmp_path / "home")
    store = open_store(tmp_path / "home", threads=1)
    whole = contents(store)
    monkeypatch.setattr(backups, "READABLE", False)
    monkeypatch.setattr(backups, "_copy_apart", None)
    backups.backup(store, tmp_path / "backups")
    store.close()
    backups.restore(tmp_path / "backups", tmp_path / "again")
    restored = open_store(tmp_path / "again", threads=1)
    assert contents(restored) == whole
    restored.close()


def test_the_command_line_starts_without_sigpipe_and_speaks_utf8(tmp_path):
    code = "import runpy, signal; del signal.SIGPIPE; runpy.run_module('data', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code, "query", "published", "--param", "č=1", "--json"], cwd=ROOT, capture_output=True,
        env=os.environ | {"CERMIN_HOME": str(tmp_path / "home"), "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["problems"][0]["found"] == "č"
