"""The locks hold what the short lists ask for, and the short lists what the code imports. Asks no network."""

import ast
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = {"requirements.txt": "requirements.lock", "requirements-dev.txt": "requirements-dev.lock"}
OURS = {"data", "analytics", "pages", "tests"}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = ({"sys_platform": "linux"}, {"sys_platform": "win32", "os_name": "nt"}, {"sys_platform": "darwin"})


def listed(name: str) -> dict[str, Requirement]:
    """The requirements of a short list and of those it includes, by package."""
    found: dict[str, Requirement] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text.startswith("-r "):
            found |= listed(text.removeprefix("-r "))
        elif text:
            found[canonicalize_name(Requirement(text).name)] = Requirement(text)
    return found


def entries(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Every pin of a lock with its hashes."""
    text = (ROOT / lock).read_text("utf-8")
    found = re.findall(r"^([a-z0-9].*?) \\\n((?:    --hash=\S+(?: \\)?\n)*)", text, re.MULTILINE)
    return [(Requirement(pin), re.findall(r"--hash=(\S+)", hashes)) for pin, hashes in found]


def pinned(lock: str, environment: dict[str, str]) -> dict[str, str]:
    """Package -> version on one system and Python."""
    return {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin, _ in entries(lock)
        if pin.marker is None or pin.marker.evaluate(environment)
    }


def environments() -> list[dict[str, str]]:
    """Every system and Python that Cermin is for, as markers see them."""
    return [
        default_environment() | system | {"python_version": python, "python_full_version": f"{python}.0"}
        for python in PYTHONS
        for system in SYSTEMS
    ]


@pytest.mark.parametrize("short", LOCKS)
def test_a_lock_holds_its_short_list_on_every_system(short):
    for environment in environments():
        found = pinned(LOCKS[short], environment)
        missing = {
            str(wanted)
            for name, wanted in listed(short).items()
            if name not in found or not wanted.specifier.contains(found[name])
        }
        assert missing == set(), "write the locks again: python -m tests.lock"


def test_the_lock_of_the_tests_pins_what_runs_to_the_same_versions():
    for environment in environments():
        runs, tests = (pinned(lock, environment) for lock in LOCKS.values())
        assert runs.items() <= tests.items()


@pytest.mark.parametrize("lock", LOCKS.values())
def test_every_pin_has_hashes_and_nothing_is_built_from_source(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert "--only-binary :all:" in text.splitlines()
    found = entries(lock)
    assert len(found) == len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE)) > 40
    for pin, hashes in found:
        assert [one.operator for one in pin.specifier] == ["=="], pin
        assert hashes and all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes), pin


@pytest.mark.parametrize("lock", LOCKS.values())
def test_a_lock_names_no_place_to_install_from(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"--(index-url|extra-index-url|find-links|trusted-host)|(^|\s)/\w", text)


@pytest.mark.parametrize("lock", LOCKS.values())
def test_what_a_pinned_package_needs_here_is_pinned_too(lock):
    """Asked of the packages that are installed, for this system and Python."""
    found = pinned(lock, default_environment())
    asked, gaps = 0, []
    for name, version in found.items():
        try:
            installed = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        if installed.version != version:
            continue
        for need in map(Requirement, installed.requires or []):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                asked += 1
                held = found.get(canonicalize_name(need.name))
                if held is None or not need.specifier.contains(held, prereleases=True):
                    gaps.append(f"{name} needs {need}, the lock has {held}")
    assert gaps == []
    assert asked > 30


def imported(*paths: Path) -> set[str]:
    """The packages that these files import and that are neither Python's nor ours."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - OURS


def code(*folders: str) -> list[Path]:
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "local" not in path.parts]


def test_what_the_code_imports_is_on_its_short_list():
    owners = metadata.packages_distributions()
    for short, paths in {
        "requirements.txt": [ROOT / "dashboard.py", *code("data", "analytics", "pages")],
        "requirements-dev.txt": code("tests"),
    }.items():
        names = imported(*paths)
        assert len(names) > 8
        declared = set(listed(short))
        assert {name for name in names if not declared & set(map(canonicalize_name, owners.get(name, [name])))} == set()


def test_run_py_needs_python_alone():
    assert imported(ROOT / "run.py") == set()
