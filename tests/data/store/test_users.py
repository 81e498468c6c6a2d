"""Who may come in: each change one line of the journal, done again after damage, and nothing secret anywhere."""

import datetime as dt
import shutil

import pytest

from data.store import users
from data.store.engine import run
from data.store.journal import FILE
from data.store.users import UNBOUND
from data.terms.actors import Actor, system
from data.terms.problems import Refused
from data.upkeep import backups
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.facts import NOW

HASH = "$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA"


def first_admin(store, login="ani") -> str:
    return users.add(store, login, "Ani", "admin", None, UNBOUND, system("root"), NOW)


def refusal(change) -> set[str]:
    with pytest.raises(Refused) as refused:
        change()
    return {problem.code for problem in refused.value.problems}


def test_the_first_user_is_an_admin_and_the_last_admin_stays(store):
    def add(role, until=None):
        return refusal(lambda: users.add(store, "siti", "Siti", role, until, UNBOUND, system("root"), NOW))

    assert add("planner") == add("admin", NOW.date()) == {"user_last_admin"} and users.known(store) == {}
    first_admin(store)
    for change in (
        lambda: users.remove(store, "ani", system("root"), NOW),
        lambda: users.give_role(store, "ani", "planner", None, UNBOUND, system("root"), NOW),
        lambda: users.give_role(store, "ani", "admin", NOW.date(), UNBOUND, system("root"), NOW),
    ):
        assert refusal(change) == {"user_last_admin"}
    first_admin(store, "budi")
    users.remove(store, "ani", system("root"), NOW)
    assert refusal(lambda: users.remove(store, "budi", system("root"), NOW)) == {"user_last_admin"}
    assert refusal(lambda: users.new_code(store, "ani", system("root"), NOW)) == {"user_unknown"}
    first_admin(store, "ani")  # who was removed may come back, and has to set a password anew
    assert users.known(store)["ani"].password is None
    assert refusal(lambda: first_admin(store, "ani")) == {"user_taken"}
    assert verify(store) == []


def test_a_code_sets_one_password_once_and_in_time(store):
    code = first_admin(store)
    late = NOW + dt.timedelta(days=users.CODE_DAYS)
    assert not users.choose_password(store, "ani", code, HASH, late)
    assert not users.choose_password(store, "ani", "0000-0000-0000-0000", HASH, NOW)
    assert not users.choose_password(store, "nobody", code, HASH, NOW)
    assert users.choose_password(store, "ani", code.lower().replace("-", " ").replace("0", "o"), HASH, NOW)
    assert users.known(store)["ani"].password == HASH and store.journal.last.actor == "ani"
    assert not users.choose_password(store, "ani", code, HASH, NOW)
    again = users.new_code(store, "ani", system("root"), NOW)
    assert users.known(store)["ani"].password is None and again != code
    assert not users.choose_password(store, "ani", code, HASH, NOW)
    users.new_code(store, "ani", system("root"), NOW)
    assert not users.choose_password(store, "ani", again, HASH, NOW)  # a newer code cancels it


def test_a_deputy_ends_with_their_day(store):
    first_admin(store)
    code = users.add(store, "plt", "Plt. Kepala", "leader", NOW.date(), UNBOUND, system("root"), NOW)
    deputy = users.known(store)["plt"]
    tomorrow = NOW + dt.timedelta(days=1)
    assert deputy.stands(NOW) and not deputy.stands(tomorrow)
    assert not users.choose_password(store, "plt", code, HASH, tomorrow)


def test_logins_and_names_hold_no_number_of_a_person(store):
    for login, name, wrong in (
        ("Ani", "Ani", {"user_login"}),
        ("a", "Ani", {"user_login"}),
        ("a198605142010012003", "Ani", {"user_login"}),
        ("ani", "198605142010012003", {"user_name"}),
        ("ani 1", "", {"user_login", "user_name"}),
    ):
        assert refusal(lambda: users.add(store, login, name, "admin", None, UNBOUND, system("root"), NOW)) == wrong  # noqa: B023
    assert users.known(store) == {}


def test_users_are_changed_by_admins_alone(store):
    for role in ("leader", "planner", "auditor", ""):
        actor = Actor("siti", role, None, None)
        assert refusal(lambda: users.add(store, "ani", "Ani", "admin", None, UNBOUND, actor, NOW)) == {"not_allowed"}  # noqa: B023
    users.add(store, "ani", "Ani", "admin", None, UNBOUND, Actor("budi", "admin", None, None), NOW)


def some_changes(store) -> list[str]:
    """Every kind of change; the codes that were told."""
    codes = [
        first_admin(store),
        users.add(store, "siti", "Siti", "planner", NOW.date(), UNBOUND, system("root"), NOW),
    ]
    assert users.choose_password(store, "ani", codes[0], HASH, NOW)
    users.give_role(store, "siti", "leader", None, UNBOUND, system("root"), NOW)
    codes.append(users.new_code(store, "ani", system("root"), NOW))
    users.remove(store, "siti", system("root"), NOW)
    return codes


def test_each_change_is_a_line_that_is_done_again_and_tells_no_secret(store, tmp_path):
    lines = len(store.journal.read().events)
    codes = some_changes(store)
    assert len(store.journal.read().events) - lines == 6
    held = users.known(store)
    assert verify(store) == []
    store.close()
    (store.home / "cermin.duckdb").write_bytes(b"broken")
    again = open_store(store.home, threads=1)
    assert users.known(again) == held and verify(again) == []
    again.close()
    rebuilt = backups.rebuild(shutil.copytree(store.home, tmp_path / "copy"))
    assert users.known(rebuilt) == held and verify(rebuilt) == []
    rebuilt.close()
    content = b"".join(path.read_bytes() for path in store.home.rglob("*") if path.is_file())
    for code in codes:
        assert code.encode() not in content and code.replace("-", "").encode() not in content
    assert b"Siti" in (store.home / FILE).read_bytes()  # what is searched is what was written


def test_users_that_no_line_tells_of_are_named(store):
    first_admin(store)
    with store.cursor() as cursor:
        detail = store.journal.last.detail["user"] | {"login": "eve"}
        run(cursor, "sql/users/keep.sql", **detail)
    assert [problem.code for problem in verify(store)] == ["users_differ"]


def test_a_store_of_before_has_users_after_its_step(store):
    store.close()
    home = store.home
    import duckdb

    with duckdb.connect(str(home / "cermin.duckdb")) as connection:
        connection.execute("drop table user_state")
        run(connection, "sql/journal/schema.sql", version="8")
    again = open_store(home, threads=1)
    assert again.recovered == [] and verify(again) == []
    first_admin(again)
    assert list(users.known(again)) == ["ani"]
    again.close()


def test_users_at_the_command_line(cermin):
    done = cermin("user", "add", "ani", "--name", "Ani", "--role", "planner")
    assert done.returncode == 1 and "admin" in done.stderr
    done = cermin("user", "add", "ani", "--name", "Ani", "--role", "admin")
    code = done.stdout.split("code: ")[1].split()[0]
    assert len(code.replace("-", "")) == 16
    cermin("user", "add", "siti", "--name", "Siti", "--role", "leader", "--until", "2020-01-31")
    listed = [line.split("\t") for line in cermin("user", "list").stdout.splitlines()]
    assert listed == [
        ["ani", "Ani", "admin", *"---", "invited"],
        ["siti", "Siti", "leader", *"--", "2020-01-31", "ended"],
    ]
    assert cermin("user", "role", "siti", "planner").returncode == 0
    assert cermin("user", "code", "siti").stdout.count("-") == 3
    assert cermin("user", "remove", "siti").returncode == 0
    assert cermin("user", "remove", "ani").returncode == 1
    assert cermin("user", "add", "eve", "--name", "Eve", "--role", "leader", "--until", "besok").returncode == 2
    assert [line.split("\t")[-1] for line in cermin("user", "list").stdout.splitlines()] == ["invited", "removed"]
