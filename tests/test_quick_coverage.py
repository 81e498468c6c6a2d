"""CI's coverage counts what the quick layer runs, here and in child processes, and nothing of what comes last."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = """
import subprocess, sys
import pytest
import measured

def child(name):
    code = f"import measured; print(measured.{name}())"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout

@pytest.mark.browser
def test_a_browser():
    assert measured.browser() == 4

@pytest.mark.whole
def test_a_whole():
    assert measured.whole() == 2
    assert child("whole")

def test_b_quick():
    assert measured.quick() == 1

def test_c_child():
    assert child("child_quick")
"""


def test_only_the_quick_layer_is_measured(tmp_path):
    lines = ["def quick():", "    return 1", "def whole():", "    return 2", "def child_quick():", "    return 3",
             "def browser():", "    return 4"]  # fmt: skip
    (tmp_path / "measured.py").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "test_both.py").write_text(TESTS, "utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\nmarkers = ["whole: x", "browser: x"]\n'
        '[tool.coverage.run]\nsource = ["."]\npatch = ["subprocess"]\n',
        "utf-8",
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "1", "-p", "no:cacheprovider", "-p", "tests.quick_coverage", "--cov",
         "--cov-report=json"],
        cwd=tmp_path, env=environment | {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    executed = json.loads((tmp_path / "coverage.json").read_text("utf-8"))["files"]["measured.py"]["executed_lines"]
    assert executed == [1, 2, 3, 5, 6, 7]
