"""An admin keeps users while the server runs: what changes holds at once, in pages that are open, too."""

import json
import re

import pytest

from data.store.journal import FILE
from tests.worlds.server import Answer, Client
from tests.worlds.signing_in import browser, come_in, send
from tests.worlds.tab import tab
from tests.worlds.users import password

PLACE, FIRST = "/pengguna", "rumah biru dekat sungai"


def keep(admin: Client, **form: str) -> Answer:
    return send(admin, PLACE, **{"role": "planner", **form})


def told(answer: Answer) -> str:
    """The code on an answer."""
    (code,) = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", answer.content.decode())
    return code


@pytest.fixture(scope="module")
def admin(office) -> Client:
    return come_in(browser(office, "10.3.0.1"), "ani")


def test_somebody_comes_in_by_the_code_an_admin_was_shown_and_loses_a_role_in_an_open_page(office, office_home, admin):
    new = keep(admin, do="add", login="rina", name="Rina <b>")
    code = told(new)
    assert new.status == 200 and b"Rina &lt;b&gt;" in new.content and b"<b>" not in new.content
    assert code not in admin.ask("GET", PLACE).content.decode()
    answer = send(browser(office), "/masuk/baru", login="rina", kode=code, sandi=FIRST, ulang=FIRST)
    assert answer.status == 303
    rina = come_in(browser(office), "rina", FIRST)
    with tab(rina) as page:
        page.run("upload")
        assert page.of("file_uploader")
        assert keep(admin, do="role", login="rina", role="leader").status == 200
        page.run("upload", "peran=planner")
        assert "bukan untuk peran Anda" in page.said() and not page.of("file_uploader")
        sent = rina.ask("PUT", f"/_stcore/upload_file/{page.session}/file", b"x" * 10)
        assert sent.status == 403
    again = told(keep(admin, do="code", login="rina"))
    assert rina.refused() and rina.ask("GET", "/").status == 303  # a password is lost with all who came in by it
    assert send(browser(office), "/masuk", login="rina", sandi=FIRST).status == 401
    assert send(browser(office), "/masuk/baru", login="rina", kode=again, sandi=FIRST, ulang=FIRST).status == 303
    rina = come_in(browser(office), "rina", FIRST)
    assert keep(admin, do="remove", login="rina").status == 200
    assert rina.refused() and rina.ask("GET", "/").status == 303
    assert send(browser(office), "/masuk", login="rina", sandi=FIRST).status == 401
    lines = [json.loads(line) for line in (office_home / FILE).read_text("utf-8").splitlines()]
    hers = [(line["actor"], line["detail"]["change"]) for line in lines
            if line["kind"] == "user" and line["detail"]["user"]["login"] == "rina"]  # fmt: skip
    assert hers == [
        ("ani", "add"), ("rina", "password"), ("ani", "role"), ("ani", "code"), ("rina", "password"), ("ani", "remove"),
    ]  # fmt: skip


def changes(home) -> int:
    """How often users were changed, as the journal has it."""
    return (home / FILE).read_bytes().count(b'"kind":"user"')


def test_an_admin_is_led_to_the_users_and_nobody_else_gets_them(office, admin, office_home):
    assert send(browser(office), "/masuk", login="ani", sandi=password("ani")).header("location") == PLACE
    lines = changes(office_home)
    for login in ("bupati", "siti", "dewi"):
        other = come_in(browser(office), login)
        assert other.ask("GET", PLACE).status == 403
        assert send(other, PLACE, do="add", login="eve", name="Eve", role="admin").status == 403
    assert browser(office).ask("GET", PLACE).status == 303 and browser(office).ask("POST", PLACE).status == 401
    body = b"do=add&login=eve&name=Eve&role=admin"
    assert admin.ask("POST", PLACE, body).status == 403  # not from the page itself
    assert admin.ask("POST", PLACE, body, origin="https://lain.kota.go.id").status == 403
    assert changes(office_home) == lines


def test_what_cannot_be_is_a_sentence_and_changes_nothing(admin, office_home):
    lines = changes(office_home)
    for form, sentence in (
        ({"do": "remove", "login": "ani"}, "Harus selalu ada satu admin"),
        ({"do": "role", "login": "ani", "role": "leader"}, "Harus selalu ada satu admin"),
        ({"do": "add", "login": "siti", "name": "Siti"}, "Sudah ada pengguna"),
        ({"do": "add", "login": "x", "name": "X"}, "tidak dapat dipakai"),
        ({"do": "remove", "login": "nobody"}, "Tidak ada pengguna"),
        ({"do": "add", "login": "xyz", "name": "X", "role": "king"}, "tidak lengkap"),
        ({"do": "add", "login": "xyz", "name": "X", "until": "besok"}, "tidak lengkap"),
        ({"do": "erase", "login": "siti"}, "tidak lengkap"),
    ):
        assert sentence in keep(admin, **form).content.decode()
    assert changes(office_home) == lines
