"""One real server on an empty store, for the tests of what stands around the pages."""

import pytest

from tests.worlds.server import Client, serving


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
