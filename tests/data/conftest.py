"""An open store of its own for each test."""

import shutil
import subprocess

import pytest

from data.__main__ import main
from data.upkeep.opening import open_store
from tests.worlds import histories


@pytest.fixture(scope="session")
def fresh_home(tmp_path_factory):
    """A home with nothing but what ships with Cermin, closed: taking that in costs more than a copy."""
    home = tmp_path_factory.mktemp("fresh") / "home"
    open_store(home, threads=1).close()
    return home


@pytest.fixture
def store(fresh_home, tmp_path):
    """Empty but for what ships with Cermin; a module that needs more overrides it and begins with this one."""
    store = open_store(shutil.copytree(fresh_home, tmp_path / "home"), threads=1)
    yield store
    store.close()


@pytest.fixture(scope="session")
def history(tmp_path_factory):
    """A home with a history, closed, and what it holds: never opened again, but copied."""
    home = tmp_path_factory.mktemp("history") / "home"
    return home, histories.filled(home)


@pytest.fixture
def filled(history):
    """filled(home) -> what the home with a history holds, after `home` was made a copy of it."""

    def at(home):
        made, held = history
        shutil.copytree(made, home)
        return held

    return at


@pytest.fixture
def cermin(tmp_path, monkeypatch, capsys):
    """cermin("import", ...) -> what `python -m data import ...` did on a home of its own, in this process."""
    monkeypatch.setenv("CERMIN_HOME", str(tmp_path / "home"))

    def run(*arguments):
        capsys.readouterr()
        try:
            code = main(list(map(str, arguments)))
        except SystemExit as usage:  # as the parser ends what it does not understand
            code = usage.code
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, printed.out, printed.err)

    return run
