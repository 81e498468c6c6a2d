"""One real server on an empty store, for the tests of what stands around the pages."""

import pytest

from tests.worlds.server import Client, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The server's URL; nobody has signed in."""
    folder = tmp_path_factory.mktemp("serve")
    with serving(folder / "home", folder / "server.log") as (url, _):
        yield url


@pytest.fixture(scope="module")
def stranger(served) -> Client:
    """Somebody who asks that server by its own name, and says nothing else."""
    return Client(served, {})
