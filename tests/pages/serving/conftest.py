"""Two real servers for the tests of what stands around the pages: one on an empty store, one whose people sign in."""

import pytest

from data.batches import batches
from data.store.employees import letters
from data.store.store import office_time
from data.upkeep.opening import open_store
from tests.worlds.actors import SYSTEM
from tests.worlds.files import REGION, evaluation, nip
from tests.worlds.server import Client, serving
from tests.worlds.signing_in import NAME
from tests.worlds.users import settle


@pytest.fixture(scope="package")
def served_home(tmp_path_factory):
    return tmp_path_factory.mktemp("serve") / "home"


@pytest.fixture(scope="package")
def served_log(served_home):
    """The window the server was started from."""
    return served_home.parent / "server.log"


@pytest.fixture(scope="package")
def served(served_home, served_log):
    """The server's URL."""
    with serving(served_home, served_log) as (url, _):
        yield url


@pytest.fixture(scope="package")
def stranger(served) -> Client:
    """Somebody who asks that server by its own name, and says nothing else."""
    return Client(served, {})


@pytest.fixture(scope="package")
def office_home(tmp_path_factory):
    return tmp_path_factory.mktemp("office") / "home"


@pytest.fixture(scope="package")
def office_log(office_home):
    return office_home.parent / "server.log"


@pytest.fixture(scope="package")
def told(office_home):
    """What Budi was told, and a letter of somebody of a file that was stored."""
    store = open_store(office_home, threads=1)
    code = settle(store)
    batches.accept(store, evaluation(store.home / "incoming", 1, people=3), SYSTEM, office_time())
    letter = letters.write(store, nip(1), REGION, SYSTEM, office_time())
    store.close()
    return code, letter


@pytest.fixture(scope="package")
def code(told):
    return told[0]


@pytest.fixture(scope="package")
def letter(told):
    return told[1]


@pytest.fixture(scope="package")
def office(office_home, code, office_log):
    """That server's URL, as the proxy asks it."""
    with serving(office_home, office_log, "--proxy", "127.0.0.1", "--name", NAME) as (url, _):
        yield url
