"""A browser before a server whose people sign in, behind a proxy of ours: it fills in forms as people do."""

import re
from urllib.parse import quote, urlencode

from tests.worlds.server import Answer, Client
from tests.worlds.users import password

NAME = "cermin.kota.go.id"


def browser(url: str, address: str = "10.0.0.1") -> Client:
    """A browser at this address that asks over HTTPS."""
    said = {"host": NAME, "origin": f"https://{NAME}", "x-forwarded-proto": "https", "x-forwarded-for": address}
    return Client(url, said)


def cookies(answer: Answer) -> dict[str, str]:
    given = [value.partition(";")[0].partition("=") for name, value in answer.headers if name.lower() == "set-cookie"]
    return {name: value for name, _, value in given}


def send(client: Client, place: str, to: str = "/", **fields: str) -> Answer:
    """Open a form and send it filled in."""
    shown = client.ask("GET", f"{place}?ke={quote(to, safe='')}")
    hidden = dict(re.findall(rb'name="(tanda|ke)" value="([^"]*)"', shown.content))
    body = urlencode(fields | {name.decode(): value.decode() for name, value in hidden.items()})
    own = "; ".join(f"{name}={value}" for name, value in cookies(shown).items())
    before = client.headers.get("cookie")
    return client.ask("POST", place, body.encode(), cookie="; ".join(filter(None, (before, own))))


def come_in(client: Client, login: str, typed: str | None = None) -> Client:
    """The same browser after signing in."""
    answer = send(client, "/masuk", login=login, sandi=typed or password(login))
    assert answer.status == 303, answer.content.decode()
    return Client(client.url, client.headers | {"cookie": f"__Host-cermin={cookies(answer)['__Host-cermin']}"})
