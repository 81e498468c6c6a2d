"""Set up and start Cermin with nothing but Python (3.11 or newer; on Windows `py run.py`).

python3 run.py [--port 8501]                  prepare everything, start the dashboard on 127.0.0.1
python3 run.py test [pytest arguments]        the tests to run before every commit
python3 run.py test --all [pytest arguments]  every test
python3 run.py check                          form and types: what CI asks before the tests
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV, BOOT = ROOT / ".venv", ROOT / ".boot"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
RUN, DEV = "requirements.lock", "requirements-dev.lock"
CHECKS = (("ruff", "format", "--check"), ("ruff", "check"), ("mypy",))


def say(words):
    print(f"[cermin] {words}", flush=True)


def succeeds(*command, **options):
    return subprocess.run([str(part) for part in command], **options).returncode == 0


def make_environment():
    """Create .venv by the first way this machine offers; True when there is one in the end."""
    if PYTHON.exists() and succeeds(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        return True
    shutil.rmtree(VENV, ignore_errors=True)  # made by an older or a removed Python
    if shutil.which("uv") and succeeds("uv", "venv", "-q", "--seed", "--python", sys.executable, VENV):
        return True
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if succeeds(sys.executable, "-c", "import ensurepip, venv", **quiet):
        return succeeds(sys.executable, "-m", "venv", VENV)
    # Debian's python3-pip refuses to install into the system (PEP 668) but not into a folder of ours.
    if succeeds(sys.executable, "-m", "pip", "install", "-q", "--target", BOOT, "virtualenv", **quiet):
        return succeeds(sys.executable, "-m", "virtualenv", "-q", VENV, env={**os.environ, "PYTHONPATH": str(BOOT)})
    if shutil.which("apt-get") and os.geteuid() == 0:
        succeeds("apt-get", "-qq", "update")
        return succeeds("apt-get", "-qq", "-y", "install", "python3-venv") and succeeds(
            sys.executable, "-m", "venv", VENV
        )
    return False


def prepare(lock):
    """An environment that holds what `lock` pins; nothing is asked of the network while the locks stay the same."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is what tells the owner of an older Python
        sys.exit(f"[cermin] Perlu Python 3.11 atau lebih baru; ini {sys.version.split()[0]}.")
    mark = hashlib.sha256((ROOT / lock).read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f".{lock}.stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == mark:
        return
    say("Menyiapkan lingkungan Python di .venv (sekali saja, sekitar satu menit) ...")
    if not make_environment():
        debian = "paket python3-venv tidak ada. Jalankan: sudo apt install python3-venv"
        other = "Python ini tidak membawa venv. Pasang Python dari python.org, lalu ulangi."
        sys.exit(f"[cermin] Belum bisa menyiapkan: {debian if shutil.which('apt-get') else other}")
    if shutil.which("uv"):
        install = ("uv", "pip", "install", "-q", "--python", PYTHON)
    else:
        install = (PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check")
    if not succeeds(*install, "--require-hashes", "-r", ROOT / lock):
        sys.exit(f"[cermin] Pustaka di {lock} gagal dipasang: periksa sambungan internet atau proksi, lalu ulangi.")
    stamp.write_text(mark, "utf-8")


def chosen_tests(arguments):
    """pytest's arguments: without --all, the tests marked `whole` are left out of whatever else -m asks for."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("-m", dest="marks")
    asked, others = parser.parse_known_args(arguments)
    marks = [f"({asked.marks})"] * bool(asked.marks) + ["not whole"] * (not asked.all)
    return [*others, "-m", " and ".join(marks)] if marks else others


def become(*command):
    """Go on as this command; where a process cannot become another (Windows), wait for it and end as it did."""
    command = [str(part) for part in command]
    if not WINDOWS:
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:  # Ctrl+C reaches the child too, which ends in its own way
            continue


def check():
    """Run every check, also after one has failed; the exit code is 1 where one has."""
    failed = [command for command in CHECKS if not succeeds(PYTHON, "-m", *command)]
    return 1 if failed else 0


def main(arguments):
    began = time.perf_counter()
    os.chdir(ROOT)
    command = arguments[0] if arguments else ""
    prepare(DEV if command in ("test", "check") else RUN)
    if command == "check":
        sys.exit(check())
    if command == "test":
        become(PYTHON, "-m", "pytest", *chosen_tests(arguments[1:]))
    say(f"Siap dalam {time.perf_counter() - began:.1f} detik.")
    become(PYTHON, "-m", "pages.ui.serving.server", *arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
