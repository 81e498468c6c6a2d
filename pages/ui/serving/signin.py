"""The way in where several people share one Cermin: by login and password, over HTTPS alone."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, quote

from starlette.responses import RedirectResponse
from starlette.types import Receive, Scope, Send

from data.store import noting, users
from data.store.employees import letters
from data.terms.actors import NOBODY
from data.terms.problems import Refused
from pages.ui.access.attempts import TRIES, WINDOW, Attempts, Seldom, network
from pages.ui.access.directory import Directory
from pages.ui.access.passwords import SHORTEST, Busy, Passwords, refused
from pages.ui.access.visitors import handle_of, sessions
from pages.ui.serving import forms, keeping, refusal

Answer = Callable[[Scope, Receive, Send], Awaitable[None]]
VISIT = 30 * 60  # seconds that an employee's visit by a letter lasts at all
_SHOWN = {place: form for form, place in forms.PLACES.items()}


class SignIn:
    """Server mode. `directory` knows the users; it is there once the store is open."""

    def __init__(self, attempts: Attempts, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self.directory: Directory | None = None
        self._attempts, self._pause, self._passwords = attempts, pause, Passwords()
        self._seldom, self._writing = Seldom(60), set[asyncio.Task]()

    def handle(self, scope: Scope) -> str:
        return handle_of(forms.cookie(scope, forms.SESSION)) if _secure(scope) else ""

    def answers(self, scope: Scope) -> Answer | None:
        if not _secure(scope):
            return _insecure
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return None
        if scope["path"] == keeping.PLACE and sessions().find(self.handle(scope)):
            return self._keep
        form = _SHOWN.get(scope["path"])
        if form is None:
            return None
        if scope["method"] == "POST":
            return {"in": self._enter, "new": self._choose, "letter": self._open, "out": self._leave}[form]
        return self._show

    async def stranger(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A page is asked for again after signing in; anything else is refused."""
        path = scope["path"]
        if scope["type"] == "websocket" or scope["method"] != "GET" or path.startswith("/_") or "." in path:
            return await refusal.send(scope, receive, send, 401, "no_session")
        asked = scope["query_string"].decode("latin-1")
        to = forms.inside(path + (f"?{asked}" if asked else ""))
        lang = "&lang=en" if forms.language(scope) == "en" else ""
        await _go(f"{forms.PLACES['in']}?ke={quote(to, safe='')}{lang}")(scope, receive, send)

    async def _show(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("ke", ["/"])
        await forms.show(scope, _SHOWN[scope["path"]], to=forms.inside(given[0]))(scope, receive, send)

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._attempt(scope, receive, send, "in", self._knows)

    async def _choose(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._attempt(scope, receive, send, "new", self._renews)

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._attempt(scope, receive, send, "letter", self._bears)

    async def _attempt(self, scope: Scope, receive: Receive, send: Send, form: str, tried) -> None:
        """Answer a form: a session where `tried` finds nothing wrong with it, else the form again, with a sentence."""
        given = await forms.fields(receive)
        login, to = (
            given.get("nomor" if form == "letter" else "login", "").strip().lower()[:32],
            forms.inside(given.get("ke", "/")),
        )
        wrong = _amiss(scope, form, login, given) or await self._tried(scope, login, given, tried)
        if wrong:
            status = {"expired": 403, "locked": 429, "busy": 503}.get(wrong, 401)
            values = {"minutes": WINDOW // 60, "tries": TRIES, "characters": SHORTEST}
            answer = forms.show(scope, form, status, wrong, login, to, **values)
        else:
            sessions().end(self.handle(scope))
            user = self._users.user(login)
            answer = _go(keeping.PLACE if to == "/" and user and user.role == "admin" else to)
            forms.bind(
                answer, forms.SESSION, sessions().begin(login, VISIT if form == "letter" else sessions().LONGEST), "lax"
            )
            answer.delete_cookie(forms.COOKIE, path="/", secure=True, httponly=True, samesite="strict")
        await answer(scope, receive, send)

    async def _tried(self, scope: Scope, login: str, given: dict[str, str], tried) -> str | None:
        """What is wrong with this attempt, as a key of `signin`; whoever guesses is held back."""
        address = (scope.get("client") or ("",))[0]
        if not self._attempts.begin(login, address):
            self._failed("sign-in-locked", login, address)
            return "locked"
        await self._pause(self._attempts.delay(login))
        try:
            wrong = await tried(login, given)
        except Busy:
            self._attempts.unheard(login, address)
            return "busy"
        if wrong is None:
            self._attempts.succeeded(login, address)
            return None if await self._noted("sign-in", login, address) else "not_kept"
        self._failed("sign-in-failed", login, address)
        return wrong

    async def _noted(self, kind: str, login: str, address: str) -> bool:
        """Write a line of who came in or went out, or tried to; of a login nobody has, without it. False where it could
        not be written."""
        user = self._users.user(login)
        actor = NOBODY if user is None else user.actor
        store, now = self._users.store, self._users.clock()
        try:
            await asyncio.to_thread(noting.note, store, kind, actor, now, network(address))
        except Refused:
            return False
        return True

    def _failed(self, kind: str, login: str, address: str) -> None:
        """A line of an attempt that failed: one a minute for a login, and one for all that nobody has, so that nobody
        fills the journal. The answer does not wait for it: its time would tell whether there is such a login."""
        known = self._users.user(login) is not None
        if self._seldom.first((kind, login if known else "")):
            writing = asyncio.create_task(self._noted(kind, login, address))
            self._writing.add(writing)
            writing.add_done_callback(self._writing.discard)

    async def _knows(self, login: str, given: dict[str, str]) -> str | None:
        user = self._users.user(login)
        right = await self._passwords.right(given.get("sandi", ""), user and user.password)
        return None if right else "wrong"

    async def _renews(self, login: str, given: dict[str, str]) -> str | None:
        """A one-time code sets a password; whoever was in by the one before is out."""
        hashed = await self._passwords.hashed(given.get("sandi", ""))
        store, now = self._users.store, self._users.clock()
        try:
            done = await asyncio.to_thread(users.choose_password, store, login, given.get("kode", ""), hashed, now)
        except Refused:
            return "not_kept"
        if not done:
            return "wrong_code"
        sessions().end_all(login)
        return None

    async def _bears(self, number: str, given: dict[str, str]) -> str | None:
        """A letter opens one visit, and ends one that it opened before."""
        store, now = self._users.store, self._users.clock()
        try:
            done = await asyncio.to_thread(letters.open_with, store, number, given.get("kode", ""), now)
        except Refused:
            return "not_kept"
        if not done:
            return "wrong_letter"
        sessions().end_all(number)
        return None

    async def _keep(self, scope: Scope, receive: Receive, send: Send) -> None:
        await keeping.answer(scope, receive, send, self._users, self.handle(scope))

    async def _leave(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not forms.own(scope, await forms.fields(receive)):
            return await forms.show(scope, "out", 403, "expired")(scope, receive, send)
        session = sessions().find(self.handle(scope))
        if session is not None:
            await self._noted("sign-out", session.login, (scope.get("client") or ("",))[0])
        sessions().end(self.handle(scope))
        answer = _go(forms.PLACES["in"] + ("?lang=en" if forms.language(scope) == "en" else ""))
        answer.delete_cookie(forms.SESSION, path="/", secure=True, httponly=True, samesite="lax")
        await answer(scope, receive, send)

    @property
    def _users(self) -> Directory:
        if self.directory is None:
            raise RuntimeError("nobody is let in before the store is open")
        return self.directory


def _amiss(scope: Scope, form: str, login: str, given: dict[str, str]) -> str | None:
    """Why a form is no attempt yet, as a key of `signin`: who chooses a password that may be none has not guessed."""
    if not forms.own(scope, given):
        return "expired"
    if form != "new":
        return None
    password = given.get("sandi", "")
    return "differs" if password != given.get("ulang", "") else refused(password, login)


def _secure(scope: Scope) -> bool:
    return scope["scheme"] in ("https", "wss")


async def _insecure(scope: Scope, receive: Receive, send: Send) -> None:
    await refusal.send(scope, receive, send, 403, "insecure")


def _go(to: str) -> RedirectResponse:
    return RedirectResponse(to, 303, {"cache-control": "no-store", "referrer-policy": "no-referrer"})
