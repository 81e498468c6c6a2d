"""Somebody who has not come in tries everything: forged cookies, headers, names, origins, sessions, ids, bodies.

    python -m tests.campaigns.break_in [ATTEMPTS]

The server holds a published demo. No answer may hold a word or figure of it, nothing may be stored, and the server's
memory may grow by 20 MB at most. Prints what the attempts were answered with, and every fault.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from websockets.exceptions import WebSocketException

from tests.worlds import homes
from tests.worlds.server import COOKIES, Client, owner, serving
from tests.worlds.tab import tab

PATHS = (
    "/", "/upload", "/training_plan?peran=admin", "/agency_trends?daerah=3403", "/_stcore/stream", "/_stcore/metrics",
    "/_stcore/host-config", "/_stcore/health", "/openapi.json", "/app/static/../../key", "/buka", "/buka/",
    "/app/static/%2e%2e/journal.jsonl", "/static/../data/local/key", "/component/x/../../key", "/cermin/chrome.js",
    "//siap", "/siap/../",
)  # fmt: skip
GROWTH = 20  # MB
BODY = 200_000  # bytes of an upload


def attempts(draw: random.Random, url: str, secrets: dict[str, str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What is tried, and the trial: it gives every byte the server answered. `secrets`: ids of a session that has come
    in, as somebody may have seen them over a shoulder: of its page, of a download, of a file."""
    port = url.rpartition(":")[2]
    (name, real), wrong = COOKIES[url], draw.randbytes(32).hex()
    cookies = (
        None, f"{name}={wrong}", f"{name}=", f"{name}={real[:-1]}", f"{name}={real[::-1]}", f"cermin_lokal={real}",
        f"_streamlit_user={real}", f'{name}="{wrong}"; {name}=',
    )  # fmt: skip
    origins = (url, None, "null", "http://evil.example", f"https://127.0.0.1:{port}")
    hosts = (f"127.0.0.1:{port}", f"evil.example:{port}", f"localhost.evil.example:{port}", f"192.0.2.1:{port}")
    headers = (
        {}, {"x_cermin_visit": real}, {"x_forwarded_for": "127.0.0.1"}, {"x_forwarded_host": "evil.example"},
        {"authorization": f"Bearer {real[:-1]}"}, {"x_xsrftoken": "x"}, {"forwarded": "for=127.0.0.1"},
    )  # fmt: skip
    while True:
        who = Client(url, {"cookie": draw.choice(cookies), "origin": draw.choice(origins), "host": draw.choice(hosts)})
        more = draw.choice(headers)
        path = draw.choice([*PATHS, secrets["file"], f"/buka/{wrong}/upload"])
        upload = f"/_stcore/upload_file/{draw.choice([secrets['session'], wrong])}/{wrong}"
        yield from (
            ("page", lambda w=who, p=path, m=more: _answer(w, "GET", p, **m)),
            ("post", lambda w=who, p=path, m=more: _answer(w, "POST", p, b"x" * 99, **m)),
            ("upload", lambda w=who, p=upload, m=more: _answer(w, "PUT", p, b"n" * BODY, **m)),
            ("upload in pieces", lambda w=who, p=upload, m=more: _answer(w, "PUT", p, iter([b"n" * BODY]), **m)),
            ("connection", lambda w=who, m=more: _connection(w, "", **m)),
            ("stolen session", lambda w=who, m=more: _connection(w, secrets["session"], **m)),
        )


def _answer(who: Client, method: str, path: str, body: bytes | Iterator[bytes] = b"", **headers: str) -> bytes:
    try:
        answer = who.ask(method, path, body, **headers)
    except OSError:  # it hung up while the body was on its way
        return b""
    printed = (method, path) == ("POST", "/buka")  # anybody may have an address printed in the owner's window
    let_in = b"LET IN " if answer.status < 400 and not printed else b""
    return let_in + repr(answer.headers).encode() + answer.content


def _connection(who: Client, session: str, **headers: str) -> bytes:
    try:
        with who.socket(session, **headers) as connection:
            return b"LET IN " + connection.recv(5)
    except (WebSocketException, OSError, TimeoutError):
        return b""


def memory(pid: int) -> int:
    """Kilobytes a process holds."""
    (line,) = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1])


def campaign(home: Path, number: int, known: tuple[str, ...], seed: int = 1) -> tuple[Counter, list[str]]:
    """That many attempts on a server of this home: what was tried, and every fault. known: words that stand in it."""
    tried, found = Counter(), []
    with serving(home, home.parent / "server.log") as (url, process):
        with tab(owner(url)) as page:
            page.run("upload", "peran=planner")
            (*_, button) = page.of("download_button")
            secrets = {"session": page.session, "file": page.press_download(button.deferred_file_id)}
            assert owner(url).ask("GET", secrets["file"]).status == 200
            before, events = memory(process.pid), (home / "journal.jsonl").read_bytes()
            for what, trial in attempts(random.Random(seed), url, secrets):
                answer = trial()
                tried[what] += 1
                if answer.startswith(b"LET IN") or any(word.encode() in answer for word in known):
                    found.append(f"{what}: {answer[:200]!r}")
                if tried.total() == number:
                    break
        if (home / "journal.jsonl").read_bytes() != events or any((home / "incoming").iterdir()):
            found.append("something was stored")
        if (grown := (memory(process.pid) - before) >> 10) > GROWTH:
            found.append(f"the server holds {grown} MB more")
        tried["MB more held"] = max(0, grown)
    return tried, found


def main(number: int = 500) -> int:
    with tempfile.TemporaryDirectory(prefix="cermin-break-in-") as name:
        folder = Path(name)
        (folder / "made").mkdir()
        home = shutil.copytree(homes.made("one", folder, folder / "made"), folder / "home")
        tried, found = campaign(home, number, ("Gunungkidul", "periode;nip", "Dinas"))
    print("\n".join(f"{count:6} {what}" for what, count in tried.items()))
    print("\n".join(found[:20]) or "0 faults")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
