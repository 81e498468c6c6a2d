"""Server mode as it is: a real server behind a proxy that has the certificate, asked over raw HTTP and websockets."""

import json
import re
import time
from urllib.parse import quote, urlencode

import pytest

from data.store.journal import FILE
from data.upkeep.opening import open_store
from tests.worlds.server import Answer, Client, begin, free_port, serving
from tests.worlds.signing_in import NAME, browser, come_in, cookies, send
from tests.worlds.tab import tab
from tests.worlds.users import OFFICE, password, settle

CHOSEN = "kuda hitam di tepi sawah"


def test_nobody_gets_anything_without_signing_in(office):
    stranger = browser(office)
    asked = stranger.ask("GET", "/agency_trends?daerah=3403&lang=en")
    assert asked.status == 303 and not asked.content
    assert asked.header("location") == f"/masuk?ke={quote('/agency_trends?daerah=3403&lang=en', safe='')}&lang=en"
    assert stranger.ask("GET", "/masuk").status == 200
    for path in ("/_stcore/health", "/_stcore/host-config", "/media/x.csv", "/cermin/chrome.js"):
        assert stranger.ask("GET", path).status == 401
    for cookie in (None, "__Host-cermin=x", "cermin_lokal_8501=x"):
        assert stranger.refused(cookie=cookie)
    assert stranger.refused(x_cermin_visit="ani")


def test_a_form_signs_in_and_leads_to_the_page_that_was_asked_for(office):
    client = browser(office)
    answer = send(client, "/masuk", "/agency_trends?daerah=3403", login=" Bupati ", sandi=password("bupati"))
    assert (answer.status, answer.header("location")) == (303, "/agency_trends?daerah=3403")
    (said,) = [value for name, value in answer.headers if value.startswith("__Host-cermin=")]
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= set(said.lower().split("; ")) and "domain" not in said
    for outside in ("//evil.example/", "https://evil.example/", "/\\evil.example", "/keluar"):
        assert send(client, "/masuk", outside, login="bupati", sandi=password("bupati")).header("location") == "/"


def test_a_form_of_another_browser_or_site_signs_nobody_in(office):
    client, right = browser(office), {"login": "bupati", "sandi": password("bupati")}
    shown = client.ask("GET", "/masuk")
    (mark,) = re.findall(rb'name="tanda" value="([^"]*)"', shown.content)
    body = urlencode(right | {"tanda": mark.decode()}).encode()
    own = f"__Host-cermin_masuk={cookies(shown)['__Host-cermin_masuk']}"
    assert client.ask("POST", "/masuk", body).status == 403  # the form without its cookie
    assert client.ask("POST", "/masuk", urlencode(right).encode(), cookie=own).status == 403
    assert client.ask("POST", "/masuk", body, cookie=own, origin="https://lain.kota.go.id").status == 403
    assert client.ask("POST", "/masuk", body, cookie=own, origin=None).status == 403
    assert client.ask("POST", "/masuk", body + b"&x=" + b"x" * 10_000, cookie=own).status == 403
    assert client.ask("POST", "/masuk", body, cookie=own).status == 303


@pytest.mark.parametrize(("login", "home", "upload"), [
    ("bupati", True, False), ("siti", True, True), ("ani", False, False), ("dewi", False, False),
])  # fmt: skip
def test_each_role_sees_what_is_its_own(office, login, home, upload):
    inside = come_in(browser(office), login)
    with tab(inside) as page:
        for wish in ("", "peran=planner", "peran=admin", "peran=leader"):
            page.run("home", wish)
            assert ("bukan untuk peran Anda" not in page.said()) == home
            page.run("upload", wish)
            allowed = upload and wish != "peran=leader"
            assert ("bukan untuk peran Anda" not in page.said()) == bool(page.of("file_uploader")) == allowed
            assert f"({login})" in page.said() and [one for one in page.of("button") if one.label == "Keluar"]
        sent = inside.ask("PUT", f"/_stcore/upload_file/{page.session}/file", b"x" * 10)
        assert (sent.status == 403 and "Hanya perencana" in sent.content.decode()) != upload


def test_signing_out_ends_the_session_and_a_new_one_has_another_id(office):
    first = come_in(browser(office), "siti")
    assert first.ask("GET", "/").status == 200 and not first.refused()
    again = come_in(first, "siti")
    assert again.headers["cookie"] != first.headers["cookie"]
    assert first.refused() and first.ask("GET", "/").status == 303  # what was known before is worth nothing
    assert again.ask("POST", "/keluar").status == 403 and not again.refused()  # a page of elsewhere signs nobody out
    left = send(again, "/keluar")
    assert left.status == 303 and cookies(left)["__Host-cermin"] in ("", '""')
    assert again.refused() and again.ask("GET", "/").status == 303


def test_the_button_of_the_page_signs_out(office):
    inside = come_in(browser(office), "bupati")
    with tab(inside) as page:
        page.run("home")
        (button,) = [one for one in page.of("button") if one.label == "Keluar"]
        page.run("home", pressed=button.id)
        assert "Anda sudah keluar" in page.said()
    assert inside.refused()


def test_a_code_sets_a_password_once_and_nothing_typed_is_kept(office, office_home, office_log, code):
    client = browser(office, "10.0.0.7")

    def choose(sandi: str = CHOSEN, ulang: str | None = None, kode: str = code) -> Answer:
        return send(client, "/masuk/baru", login="budi", kode=kode, sandi=sandi, ulang=ulang or sandi)

    said = [choose("pendek"), choose("budi-198605142010012003"), choose(ulang="lain sama sekali")]
    assert [answer.status for answer in said] == [401] * 3
    assert all(choose("pendek").status == 401 for _ in range(4))  # who chooses badly has guessed nothing
    assert all(sentence in answer.content.decode() for sentence, answer in zip(
        ("terlalu pendek", "mudah ditebak", "tidak sama"), said, strict=True))  # fmt: skip
    assert choose(kode="0000-0000-0000-0000").status == 401
    assert choose().status == 303
    assert choose().status == 401  # spent
    come_in(browser(office, "10.0.0.8"), "budi", CHOSEN)
    content = office_log.read_bytes() + b"".join(path.read_bytes() for path in office_home.rglob("*") if path.is_file())
    assert b"budi" in content
    for secret in (code, code.replace("-", ""), CHOSEN, quote(CHOSEN), *map(password, OFFICE)):
        assert secret.encode() not in content
    assert b"argon2id" in (office_home / FILE).read_bytes()


def test_a_letter_opens_one_visit_to_its_own_page(office, letter):
    client = browser(office, "10.0.1.1")
    assert "Pegawai dengan surat" in client.ask("GET", "/masuk").content.decode()
    wrong = send(client, "/masuk/surat", nomor=letter.number, kode="0000-0000-0000-0000")
    assert (wrong.status, "surat salah" in wrong.content.decode()) == (401, True)
    answer = send(client, "/masuk/surat", nomor=letter.number.upper(), kode=letter.code)
    assert (answer.status, answer.header("location")) == (303, "/")
    inside = Client(client.url, client.headers | {"cookie": f"__Host-cermin={cookies(answer)['__Host-cermin']}"})
    assert send(browser(office, "10.0.1.2"), "/masuk/surat", nomor=letter.number, kode=letter.code).status == 401
    spent = send(client, "/masuk/baru", login=letter.number, kode=letter.code, sandi=CHOSEN, ulang=CHOSEN)
    assert spent.status == 401
    with tab(inside) as page:
        page.run("")
        assert "Catatan penilaian Anda" in page.said()
        for other in ("agency_trends", "upload", "training_plan", "method"):
            page.run(other, "peran=planner")
            assert "bukan untuk peran Anda" in page.said(), other
            assert not page.of("file_uploader") and not page.of("download_button")
        sent = inside.ask("PUT", f"/_stcore/upload_file/{page.session}/file", b"x" * 10)
        assert sent.status == 403
    assert inside.ask("GET", "/pengguna").status == 403


def test_guesses_lock_the_login_for_their_address_alone_and_unknown_logins_alike(office):
    guesser = browser(office, "10.9.9.9")

    def answers(login: str) -> list[tuple[int, bytes]]:
        given = [send(guesser, "/masuk", login=login, sandi="bukan ini sama sekali") for _ in range(6)]
        return [(one.status, re.search(rb'role="alert">(.*?)</p>', one.content)[1]) for one in given]

    known, unknown = answers("dewi"), answers("tidakada")
    assert known == unknown and [status for status, _ in known] == [401] * 5 + [429]
    assert send(guesser, "/masuk", login="dewi", sandi=password("dewi")).status == 429
    assert come_in(browser(office, "10.9.9.10"), "dewi").ask("GET", "/").status == 200


def test_without_https_there_is_no_way_in(office):
    plain = browser(office)
    plain.headers.pop("x-forwarded-proto")
    plain.headers["origin"] = f"http://{NAME}"
    for method, path in (("GET", "/"), ("GET", "/masuk"), ("POST", "/masuk")):
        answer = plain.ask(method, path)
        assert answer.status == 403 and "https" in answer.content.decode()
    inside = come_in(browser(office), "bupati")
    assert plain.refused(cookie=inside.headers["cookie"])


def test_only_the_named_proxy_is_believed(office_home, code, tmp_path):
    """Whoever reaches the server directly cannot say that they asked over HTTPS, or from elsewhere."""
    copy = tmp_path / "home"
    store = open_store(copy, threads=1)
    settle(store)
    store.close()
    with serving(copy, tmp_path / "log", "--proxy", "10.1.2.3", "--name", NAME) as (url, _):
        direct = browser(url)
        assert direct.ask("GET", "/masuk", origin=None).status == 403
        assert direct.ask("POST", "/masuk", origin=f"http://{NAME}").status == 403


@pytest.mark.parametrize(("users", "arguments", "sentence"), [
    (False, ["--proxy", "127.0.0.1"], "user add"),
    (True, ["--address", "0.0.0.0"], "HTTPS"),
])  # fmt: skip
def test_a_server_that_would_let_in_nobody_or_anybody_does_not_start(tmp_path, users, arguments, sentence):
    store = open_store(tmp_path / "home", threads=1)
    if users:
        settle(store)
    store.close()
    with (tmp_path / "log").open("wb") as window:
        assert begin(tmp_path / "home", free_port(), window, *arguments).wait(60) == 4
    assert sentence in (tmp_path / "log").read_text("utf-8")


def test_who_comes_in_goes_out_and_fails_to_is_in_the_journal(office, office_home):
    client = browser(office, "10.9.0.1")
    inside = come_in(client, "dewi")
    for login, typed in (("dewi", "salah satu kata"), ("tidakada", "sandi di kotak nama")):
        assert send(client, "/masuk", login=login, sandi=typed).status == 401
    assert send(inside, "/keluar").status == 303
    wanted = {("sign-in", "dewi"), ("sign-in-failed", "dewi"), ("sign-in-failed", ""), ("sign-out", "dewi")}
    for _ in range(200):
        lines = [json.loads(line) for line in (office_home / FILE).read_text().splitlines()]
        mine = [one for one in lines if one["kind"] == "sign-in-failed" or one["detail"].get("address") == "10.9.0.1"]
        told = {(one["kind"], one["actor"]) for one in mine if one["actor"] in ("dewi", "")}
        if told == wanted:
            break
        time.sleep(0.05)
    assert told == wanted
    content = (office_home / FILE).read_text()
    assert not [word for word in ("tidakada", "salah satu kata", "sandi di kotak nama") if word in content]
