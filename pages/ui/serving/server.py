"""Serve the dashboard over HTTP: `python -m pages.ui.serving.server [--port 8501]`.

`st.App` around `dashboard.py` adds what plain Streamlit lacks: a door that foreign pages do not come through, a gate
for who has come in, compression (4.7 MB of chart code otherwise go raw), security headers, the page's language,
Indonesian words for Streamlit's own buttons, a readiness route, and a sentence with an id instead of a traceback.
"""

import argparse
import asyncio
import gc
import ipaddress
import json
import logging
import os
import secrets
import sys
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from data.store.store import Store, StoreInUse, home
from data.terms.actors import system
from pages.ui.access import local, passwords, visitors
from pages.ui.access.attempts import Attempts
from pages.ui.access.directory import Directory
from pages.ui.access.local import Addresses
from pages.ui.access.visitors import sessions
from pages.ui.serving import connections, door
from pages.ui.serving.entrance import OpenEntrance, OwnersEntrance
from pages.ui.serving.gate import Delivery, Gate
from pages.ui.serving.middleware import Envelope, Kept
from pages.ui.serving.signin import SignIn
from pages.ui.serving.spool import Spool, sweep_on
from pages.ui.words import LANGUAGES, strings, t

ROOT = Path(__file__).parents[3]
DASHBOARD = ROOT / "dashboard.py"
STYLES = ROOT / "pages" / "ui" / "page"
log = logging.getLogger("cermin")


async def ready(_: Request) -> JSONResponse:
    """200 once the store is open and answers, 503 with the reason's code before."""
    from pages.ui.page import cached

    try:
        cached.store().version()
        return JSONResponse({"ready": True})
    except Exception as error:
        return JSONResponse({"ready": False, "reason": type(error).__name__}, status_code=503)


SCRIPTS = ("landing.js", "chrome.js", "copy.js")


async def chrome(_: Request) -> Response:
    """The scripts of ours, with their words: the place a link leads to, Streamlit's own English put into ours, and the
    buttons that copy."""
    indonesian = {text["en"]: text["id"] for key, text in strings().items() if key.startswith("streamlit.")}
    typed = "Add: {what}"  # what a box calls a text that was typed into it; ours look for it
    words = {
        lang: own | {typed: t("finder.typed", lang, what="{what}")} for lang, own in (("id", indonesian), ("en", {}))
    }
    said = {lang: {name: t(f"share.{name}", lang) for name in ("copied", "by_hand")} for lang in LANGUAGES}
    given = f"const WORDS = {json.dumps(words, ensure_ascii=False)}, COPY = {json.dumps(said, ensure_ascii=False)};"
    scripts = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in SCRIPTS]
    return Response(
        "\n".join([given, *scripts]),
        media_type="text/javascript",
        headers={"cache-control": "no-cache"},
    )


async def look(_: Request) -> Response:
    """Our style, on screen and on paper."""
    styles = [STYLES / name for name in ("look.css", "paper.css")]
    return Response(
        "\n".join(style.read_text(encoding="utf-8") for style in styles),
        media_type="text/css",
        headers={"cache-control": "no-cache"},
    )


def on_script_error(error: Exception) -> bool:
    """Tell the reader in words, with an id that finds the entry in the log. Only the type and place are logged: a
    message may quote a row of somebody's file."""
    number = secrets.token_hex(4)
    trace, places = error.__traceback__, []
    while trace is not None:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    log.error("page failed id=%s type=%s at=%s", number, type(error).__name__, " > ".join(places[-6:]))
    st.title(t("error.page_title"), anchor=False)
    st.error(t("error.page", id=number))
    st.button(t("error.retry"), key=f"retry-{number}")
    return True


def _keep_messages_out(record: logging.LogRecord) -> bool:
    """Streamlit also logs the whole exception, whose message may quote a row; `on_script_error` has said enough."""
    return record.msg != "Uncaught app execution"


def opened() -> Store:
    """Open the store before the first visitor. Ends the process, with a sentence, where another has it: nobody is
    served yet, and a raise would be a page of traceback."""
    # Not before there is a server: Streamlit's caches belong to one.
    from pages.ui.page import cached, first_start
    from pages.ui.serving import freezing

    fresh = not cached.exists()
    try:
        cached.warm()
    except StoreInUse as used:
        print(f"[cermin] {t('error.in_use', 'id', pid=used.pid or '?')}", flush=True)
        os._exit(3)
    tempfile.tempdir = str(home() / "incoming")  # an upload on its way holds names: not in a folder all share
    if fresh and os.environ.get("CERMIN_DEMO") != "no":
        first_start.start(system("cermin"))
    if os.environ.get("CERMIN_ANSWERS") != "no":
        freezing.keep_up()
    return cached.store()


Way = OwnersEntrance | OpenEntrance | SignIn


def let_in(entrance: Way, store: Store, address: str) -> None:
    """Say where to come in, and from now on know who has. Ends the process where others could come in to real data, and
    where nobody could. `address`: what is asked for to get here."""
    directory = Directory(store)
    if isinstance(entrance, SignIn):
        if not directory.anybody():
            print(f"[cermin] {t('start.no_users', 'id')}", flush=True)
            os._exit(4)
        entrance.directory = directory
        sessions().who = directory.visitor
        passwords.prepare()
        print(f"[cermin] {t('start.sign_in', 'id', url=address)}", flush=True)
    elif isinstance(entrance, OwnersEntrance):
        entrance.token = local.token(home())
        sessions().admit(entrance.token, visitors.OWNER.login)
        entrance.print_address()
    elif has_real_data(store) or directory.anybody():
        print(f"[cermin] {t('start.others', 'id', address=address)}", flush=True)
        os._exit(4)
    else:
        print(f"[cermin] {t('start.demo', 'id', address=address)}", flush=True)


def has_real_data(store: Store) -> bool:
    """Whether anything but demo data was ever saved, also where it was undone: undoing deletes nothing."""
    return not store.query(system("cermin"), "batch_list")["demo"].all()


def entrance_at(address: str, port: int, secured: bool) -> Way:
    """The way in at this address: by password where there is HTTPS."""
    if secured:
        return SignIn(Attempts())
    if door.is_own(address):
        url = f"http://{address}:{port}"
        return OwnersEntrance(port, Addresses(), lambda way: print(f"[cermin] {t('start.open', 'id', url=url + way)}"))
    token = secrets.token_urlsafe(32)
    sessions().who = {visitors.GUEST.login: visitors.GUEST}.get
    sessions().admit(token, visitors.GUEST.login)
    return OpenEntrance(token)


def app(address: str, port: int, listed: tuple[str, ...], url: str = "") -> st.App:
    """The dashboard as it is served at this address, which may also be called by the `listed` names. `url` is what
    people ask for where there is HTTPS: then they sign in."""
    entrance = entrance_at(address, port, bool(url))

    @asynccontextmanager
    async def lifespan(_: st.App):
        """Open the store; what start-up made is never looked through for garbage again."""
        logging.getLogger("streamlit.error_util").addFilter(_keep_messages_out)
        PagesManager.uses_pages_directory = False  # else a first visit to /upload runs that page without our frame
        let_in(entrance, opened(), url or address)
        gc.collect()
        gc.freeze()
        sweeping = asyncio.create_task(sweep_on())
        yield
        sweeping.cancel()

    return st.App(
        DASHBOARD,
        routes=[Route("/siap", ready), Route("/cermin/chrome.js", chrome), Route("/cermin/look.css", look)],
        middleware=[
            Middleware(door.Door, names=door.names(address, listed)),
            Middleware(Gate, entrance=entrance),
            Middleware(Kept),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
            Middleware(Envelope),
            Middleware(Delivery),
            Middleware(Spool),
        ],
        lifespan=lifespan,
        on_script_error=on_script_error,
    )


def main() -> None:
    asked = argparse.ArgumentParser(prog="run.py", description="Start Cermin.")
    asked.add_argument("--port", type=int, default=8501)
    asked.add_argument("--address", default="127.0.0.1")
    asked.add_argument("--name", action="append", default=[], help="another name this server is asked by")
    asked.add_argument("--cert", type=_file, help="certificate of this server, with those it stands on (PEM)")
    asked.add_argument("--key", type=_file, help="its key")
    asked.add_argument(
        "--proxy", type=_number, help="address of the proxy before this server, which has the certificate"
    )
    chosen = asked.parse_args()
    if bool(chosen.cert) != bool(chosen.key):
        asked.error("--cert dan --key selalu berdua / --cert and --key go together")
    url = ""
    if chosen.cert or chosen.proxy:
        url = f"https://{(*chosen.name, chosen.address)[0]}" + ("" if chosen.proxy else f":{chosen.port}")
        # What uvicorn believes of who asked, and whether by HTTPS: what this proxy says of it, and nobody else.
        os.environ["FORWARDED_ALLOW_IPS"] = chosen.proxy or ""
    # Streamlit puts the launcher's folder on the import path; pages/ui/numbers.py must not stand before Python's own.
    sys.argv[:] = [""]
    connections.use()
    served = app(chosen.address, chosen.port, tuple(chosen.name), url)
    given = {"server.port": chosen.port, "server.address": chosen.address}
    if chosen.cert:
        given |= {"server.sslCertFile": chosen.cert, "server.sslKeyFile": chosen.key}
    served.run(config=given)


def _number(text: str) -> str:
    """One address as a number: a name could be anybody's, and several would be more than one proxy."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"bukan alamat IP / no IP address: {text}") from None


def _file(text: str) -> str:
    """The path of a file there is."""
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"berkas tidak ditemukan / no such file: {text}")
    return str(Path(text).resolve())


if __name__ == "__main__":
    main()
