"""The ways of run.py, on machines that are faked: what each has, what run.py then asks of it, how it ends."""

import ast
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "run.py"
LINUX, WINDOWS = "bin/python", "Scripts/python.exe"


class Machine:
    """A computer with some of `uv`, `venv`, `pip`, `apt-get`, `root` and `network`; `asked` is every command it ran.

    Paths below the project are told as `.venv` and `.boot`, the Python that started run.py as `python3`.
    """

    def __init__(self, folder: Path, monkeypatch, has: str, platform: str = "linux") -> None:
        self.folder, self.has, self.asked, self.became = folder, set(has.split()), [], []
        self.venv_python = folder / ".venv" / (WINDOWS if platform == "win32" else LINUX)
        self.failing: tuple[str, ...] = ()
        monkeypatch.setattr(sys, "platform", platform)
        shutil.copy(SOURCE, folder / "run.py")
        for lock in ("requirements.lock", "requirements-dev.lock"):
            (folder / lock).write_text("streamlit==1.67.0\n", "utf-8")
        spec = importlib.util.spec_from_file_location("run_on_a_machine", folder / "run.py")
        self.run = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.run)
        monkeypatch.setattr(self.run.subprocess, "run", self._command)
        monkeypatch.setattr(self.run.shutil, "which", lambda name: name if name in self.has else None)
        monkeypatch.setattr(self.run.os, "geteuid", lambda: 0 if "root" in self.has else 1000, raising=False)
        monkeypatch.setattr(self.run.os, "execv", self._become)
        monkeypatch.chdir(folder)  # run.py changes it; this puts it back

    def start(self, *arguments: str) -> None:
        self.asked.clear()
        self.run.main(list(arguments))

    def told(self, command: list[str]) -> str:
        shown = " ".join(command).replace(str(self.folder) + "/", "")
        return shown.replace(sys.executable, "python3").replace(self.run.VENV.name + "/" + LINUX, ".venv/python")

    def _command(self, command, **options):
        shown = self.told(command)
        self.asked.append(shown)
        works = self._works(shown) and not shown.endswith(self.failing or ("\0",))
        if works and shown.endswith(" .venv"):
            self.venv_python.parent.mkdir(parents=True)
            self.venv_python.touch()
        return subprocess.CompletedProcess(command, 0 if works else 1)

    def _works(self, shown: str) -> bool:
        if shown.startswith("apt-get"):
            self.has |= {"venv"} if "install" in shown else set()
            return "root" in self.has
        if "ensurepip" in shown:
            return "venv" in self.has
        if "--target .boot" in shown:
            return "pip" in self.has
        return "network" in self.has or "--require-hashes" not in shown

    def _become(self, path: str, command: list[str]) -> None:
        assert path == command[0]
        self.became.append(self.told(command))
        raise SystemExit(0)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Makes one machine a test."""
    return lambda has, platform="linux": Machine(tmp_path, monkeypatch, has, platform)


def ended(starting, *arguments: str) -> object:
    """What run.py ended with: an exit code, or the sentence it printed."""
    with pytest.raises(SystemExit) as end:
        starting(*arguments)
    return end.value.code


PIP = ".venv/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock"


@pytest.mark.parametrize(
    ("has", "asked"),
    [
        (
            "uv venv pip network",
            [
                "uv venv -q --seed --python python3 .venv",
                "uv pip install -q --python .venv/python --require-hashes -r requirements.lock",
            ],
        ),
        ("venv pip network", ["python3 -c import ensurepip, venv", "python3 -m venv .venv", PIP]),
        (
            "pip network",
            [
                "python3 -c import ensurepip, venv",
                "python3 -m pip install -q --target .boot virtualenv",
                "python3 -m virtualenv -q .venv",
                PIP,
            ],
        ),
        (
            "apt-get root network",
            [
                "python3 -c import ensurepip, venv",
                "python3 -m pip install -q --target .boot virtualenv",
                "apt-get -qq update",
                "apt-get -qq -y install python3-venv",
                "python3 -m venv .venv",
                PIP,
            ],
        ),
    ],
    ids=["uv", "venv", "virtualenv", "apt"],
)
def test_the_environment_is_made_by_the_first_way_there_is(machine, has, asked):
    one = machine(has)
    assert ended(one.start, "--port", "8600") == 0
    assert one.asked == asked
    assert one.became == [".venv/python -m pages.ui.serving.server --port 8600"]


def test_while_the_lock_stays_the_same_nothing_is_run_before_the_start(machine):
    one = machine("venv pip network")
    ended(one.start)
    ended(one.start)
    assert one.asked == []
    (one.folder / "requirements.lock").write_text("streamlit==1.68.0\n", "utf-8")
    ended(one.start)
    assert one.asked[1:] == [PIP]  # after a look whether the environment still works


def test_tests_have_a_lock_of_their_own_and_a_later_start_keeps_what_is_there(machine):
    one = machine("venv pip network")
    assert ended(one.start, "test", "-k", "journal") == 0
    assert one.asked[-1].endswith("--require-hashes -r requirements-dev.lock")
    assert one.became == [".venv/python -m pytest -k journal -m not whole"]
    ended(one.start)
    assert one.asked[1:] == [PIP]
    ended(one.start, "test")
    assert one.asked == []


def test_an_environment_whose_python_is_gone_is_made_anew(machine):
    one = machine("venv pip network")
    ended(one.start)
    left = one.folder / ".venv" / "left"
    left.touch()
    (one.folder / "requirements.lock").write_text("streamlit==1.68.0\n", "utf-8")
    one.failing = ("sys.version_info < (3, 11))",)
    ended(one.start)
    assert "python3 -m venv .venv" in one.asked
    assert not left.exists()


def test_windows_keeps_its_python_elsewhere_and_waits_for_the_child(machine, monkeypatch):
    one = machine("venv pip network", "win32")
    waited, started = [KeyboardInterrupt, 7], []

    class Child:
        def __init__(self, command):
            started.append(command)

        def wait(self):
            outcome = waited.pop(0)
            if outcome is KeyboardInterrupt:
                raise outcome
            return outcome

    monkeypatch.setattr(one.run.subprocess, "Popen", Child)
    assert ended(one.start, "test", "--all") == 7  # after Ctrl+C the child still had its own way to end
    assert started == [[str(one.venv_python), "-m", "pytest"]]
    assert one.asked[-1].startswith(".venv/Scripts/python.exe -m pip install")
    assert (one.became, waited) == ([], [])


@pytest.mark.parametrize(
    ("has", "sentence"),
    [("apt-get network", "sudo apt install python3-venv"), ("network", "python.org"), ("venv", "sambungan internet")],
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_tried_again_next_time(machine, has, sentence):
    one = machine(has)
    assert sentence in ended(one.start)
    assert one.became == []
    one.has |= {"venv", "network"}
    ended(one.start)
    assert one.became == [".venv/python -m pages.ui.serving.server"]


def test_a_python_that_is_too_old_is_told_so_before_anything_else(machine, monkeypatch):
    one = machine("uv venv pip network")
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    assert "Perlu Python 3.11 atau lebih baru" in ended(one.start)
    assert one.asked == []
    ast.parse(SOURCE.read_text("utf-8"), feature_version=(3, 7))  # and can be read by it at all


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", "-m|not whole"),
        ("--all", ""),
        ("-n|2|tests/data", "-n|2|tests/data|-m|not whole"),
        ("-m|browser or slow", "-m|(browser or slow) and not whole"),
        ("-mbrowser|-x", "-x|-m|(browser) and not whole"),
        ("--all|-n|2|-m|browser", "-n|2|-m|(browser)"),
        ("--lf|-k|a and b|--all|tests/a.py::test_b", "--lf|-k|a and b|tests/a.py::test_b"),
    ],
)
def test_tests_marked_whole_run_only_with_all(machine, asked, given):
    chosen = machine("").run.chosen_tests([part for part in asked.split("|") if part])
    assert "|".join(chosen) == given


def test_every_check_runs_also_after_one_has_failed(machine):
    one = machine("venv pip network")
    assert ended(one.start, "check") == 0
    one.failing = ("ruff format --check",)
    assert ended(one.start, "check") == 1
    assert one.asked == [
        ".venv/python -m ruff format --check",
        ".venv/python -m ruff check",
        ".venv/python -m mypy",
    ]
    assert one.became == []
