"""Nobody gets anything without a session: not a page, not a file, not a connection."""

import re

import pytest

from pages.ui.access.local import KEY, MINUTES, Addresses
from tests.worlds.server import Client, owner, serving
from tests.worlds.tab import tab

PATHS = (
    "/", "/home", "/upload", "/agency_trends?peran=leader", "/_stcore/health", "/_stcore/host-config",
    "/_stcore/metrics", "/_stcore/script-health-check", "/media/0123.csv", "/static/js/index.js",
    "/app/static/inter.woff2", "/openapi.json", "/cermin/chrome.js", "/cermin/look.css", "//", "/%2e%2e/siap",
    "/siap/x", "/_stcore/../siap", "/buka",
)  # fmt: skip
FORGED = ("cermin_lokal_{port}=x", "cermin_lokal_{port}=", "_streamlit_user=x", "cermin_contoh=x")


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_gets_a_page_that_says_where_to_come_in(stranger, path):
    answer = stranger.ask("GET", path)
    assert answer.status == 401 and b"jendela tempat Cermin dijalankan" in answer.content
    assert b"streamlit" not in answer.content.lower() and not answer.header("set-cookie")
    assert answer.header("cache-control") == "no-store" and "frame-ancestors 'none'" in answer.header(
        "content-security-policy"
    )


def test_a_stranger_opens_no_connection_whatever_is_said(stranger, served):
    port = served.rpartition(":")[2]
    assert stranger.refused()
    for cookie in FORGED:
        assert stranger.refused(cookie=cookie.format(port=port))
        assert stranger.ask("GET", "/", cookie=cookie.format(port=port)).status == 401
    for header in ("x_cermin_visit", "x_forwarded_user"):
        assert stranger.refused(**{header: "lokal"})


def test_the_owner_is_let_in_and_told_nothing_of_the_machine(served):
    inside = owner(served)
    assert inside.ask("GET", "/").status == 200
    assert not inside.refused()
    for path in ("/_stcore/metrics", "/_stcore/script-health-check"):
        assert inside.ask("GET", path).status == 403


def test_the_printed_address_lets_in_and_leads_to_the_page(served, stranger, served_log):
    (*_, way) = re.findall(rf"{served}(/buka/\S+)", served_log.read_text("utf-8"))
    answer = stranger.ask("GET", f"{way}/agency_trends?daerah=3403")
    assert answer.status == 303 and answer.header("location") == "/agency_trends?daerah=3403"
    cookie = answer.header("set-cookie").lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie
    assert stranger.ask("GET", f"{way}//evil.example/").header("location") == "/evil.example/"
    assert stranger.ask("GET", f"{way}x").status == 401
    assert stranger.ask("HEAD", way).status == 401


def test_another_address_is_printed_in_the_window_and_nowhere_else(served, stranger, served_log):
    before = len(re.findall("/buka/", served_log.read_text("utf-8")))
    assert stranger.ask("POST", "/buka").status == 403  # of a page that is not ours
    # Under `no-referrer`, as other answers have it, a browser would send the form with `Origin: null`.
    assert stranger.ask("GET", "/").header("referrer-policy") == "same-origin"
    ours = Client(served, {"origin": served})
    answers = [ours.ask("POST", "/buka") for _ in range(3)]
    assert [answer.status for answer in answers] == [200] * 3 and not any(b"/buka/" in one.content for one in answers)
    assert len(re.findall("/buka/", served_log.read_text("utf-8"))) - before <= 1  # not as often as somebody likes


def test_a_restart_knows_the_owner_again(served, served_home):
    secret = served_home / KEY
    assert secret.read_text() == owner(served).headers["cookie"].partition("=")[2]
    assert secret.stat().st_mode & 0o077 == 0


def test_an_address_is_good_for_some_minutes_after_it_was_opened():
    now = [0.0]
    addresses = Addresses(lambda: now[0])
    code = addresses.new()
    now[0] += 24 * 3600  # nobody has opened it yet
    assert addresses.opens(code) and not addresses.opens("other") and not addresses.opens("")
    now[0] += MINUTES * 60 - 1
    assert addresses.opens(code)
    now[0] += 2
    assert not addresses.opens(code)
    first, second = addresses.new(), addresses.new()
    assert not addresses.opens(first) and addresses.opens(second)


def test_where_others_may_look_everybody_is_a_leader_and_changes_nothing(tmp_path):
    """With nothing but demo data, at an address others reach; whatever role the address asks for."""
    with serving(tmp_path / "home", tmp_path / "log", "--address", "0.0.0.0") as (url, _):
        anybody = Client(url, {"origin": url})
        assert anybody.ask("GET", "/").status == 200
        with tab(anybody) as page:
            page.run("upload", "peran=planner")
            assert "Halaman ini bukan untuk peran Anda" in page.said() and not page.of("file_uploader")
            refused = anybody.ask("PUT", f"/_stcore/upload_file/{page.session}/file", b"x" * 10)
        assert refused.status == 403 and not list((tmp_path / "home" / "incoming").iterdir())
        assert "dapat melihatnya" in (tmp_path / "log").read_text("utf-8")
