"""The locks: every package that is installed, pinned with hashes, and the computers they can be installed on.

python -m tests.lock             write requirements.lock and requirements-dev.lock from the short lists; pins stay
python -m tests.lock --upgrade   the same with the newest versions that the short lists allow
python -m tests.lock platforms   on which Pythons and systems each lock is there in full, ready to install

Needs the network. `tests/test_lock.py` checks the same files without it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux arm64": "aarch64-manylinux_2_28",
    "Windows x86-64": "x86_64-pc-windows-msvc",
    "macOS arm64": "aarch64-apple-darwin",
    "macOS x86-64": "x86_64-apple-darwin",
}


def write(*options: str) -> None:
    """Resolve each short list for all systems from Python 3.11 on. The dev lock keeps to the pins of the other one."""
    for lock in LOCKS:
        listed = lock.replace(".lock", ".txt")
        bound = ["--constraints", LOCKS[0]] if lock != LOCKS[0] else []
        _uv(
            "pip", "compile", "--quiet", listed, *bound, "--output-file", lock, "--universal", "--python-version",
            PYTHONS[0], "--generate-hashes", "--only-binary", ":all:", "--emit-build-options", "--no-emit-index-url",
            "--annotation-style", "line", "--custom-compile-command", "python -m tests.lock", *options,
        )  # fmt: skip


def platforms() -> bool:
    """Print a table: per lock and system, for each Python whether every pinned package is there as a wheel.

    What is missing is named below the table. True when nothing is.
    """
    missing = []
    for lock in LOCKS:
        print(f"\n{lock:22}" + "".join(f"{python:>6}" for python in PYTHONS))
        for system, platform in PLATFORMS.items():
            found = {python: _lacks(lock, python, platform) for python in PYTHONS}
            print(f"{system:22}" + "".join(f"{'-' if lacks else 'ok':>6}" for lacks in found.values()))
            missing += [f"{lock}, {system}, Python {python}: {lacks}" for python, lacks in found.items() if lacks]
    print("\n" + "\n".join(missing or ["Every package is there as a wheel."]))
    return not missing


def _lacks(lock: str, python: str, platform: str) -> str:
    """Why a lock cannot be installed there from wheels alone; empty where it can."""
    with tempfile.TemporaryDirectory() as empty:
        tried = _uv(
            "pip", "install", "--dry-run", "--target", empty, "--require-hashes", "--only-binary", ":all:",
            "--python-version", python, "--python-platform", platform, "--requirements", lock, quiet=True,
        )  # fmt: skip
    return "" if tried.returncode == 0 else " ".join(tried.stderr.split())


def _uv(*arguments: str, quiet: bool = False) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "uv", *arguments]
    return subprocess.run(command, cwd=ROOT, check=not quiet, capture_output=quiet, text=True, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["platforms"]:
        sys.exit(0 if platforms() else 1)
    write(*sys.argv[1:])
