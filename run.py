"""Set up and start Cermin with nothing but Python.

python3 run.py [--port 8501]            prepare everything, start the dashboard on 127.0.0.1
python3 run.py test [pytest arguments]  prepare everything, run the tests
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV, BOOT = ROOT / ".venv", ROOT / ".boot"
PYTHON = VENV / "bin" / "python"


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


def prepare(requirements):
    """An environment that holds `requirements`; nothing is asked of the network when they are unchanged."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is what tells the owner of an older Python
        sys.exit(f"[cermin] Perlu Python 3.11 atau lebih baru; ini {sys.version.split()[0]}.")
    texts = b"".join(path.read_bytes() for path in sorted(ROOT.glob("requirements*.txt")))
    stamp, mark = VENV / f".{requirements}.stamp", hashlib.sha256(texts + sys.version.encode()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == mark:
        return
    say("Menyiapkan lingkungan Python di .venv (sekali saja, sekitar satu menit) ...")
    if not make_environment():
        sys.exit(
            "[cermin] Belum bisa menyiapkan: paket python3-venv tidak ada. Jalankan: sudo apt install python3-venv"
        )
    if shutil.which("uv"):
        done = succeeds("uv", "pip", "install", "-q", "--python", PYTHON, "-r", ROOT / requirements)
    else:
        done = succeeds(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", ROOT / requirements)
    if not done:
        sys.exit(
            f"[cermin] Pustaka di {requirements} gagal dipasang: periksa sambungan internet atau proksi, lalu ulangi."
        )
    stamp.write_text(mark)


def main(arguments):
    began = time.perf_counter()
    os.chdir(ROOT)
    testing = arguments[:1] == ["test"]
    prepare("requirements-dev.txt" if testing else "requirements.txt")
    if testing:
        os.execv(PYTHON, [str(PYTHON), "-m", "pytest", *arguments[1:]])
    say(f"Siap dalam {time.perf_counter() - began:.1f} detik.")
    os.execv(PYTHON, [str(PYTHON), "-m", "pages.ui.serving.server", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
