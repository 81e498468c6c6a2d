"""A button drawn for a planner does nothing for who is a leader when it is pressed: it is told before the page is."""

import shutil

import pytest

from tests.worlds.server import owner, serving
from tests.worlds.tab import tab

PLANNER, LEADER = "peran=planner", "peran=leader"


@pytest.fixture
def office(homes, tmp_path):
    """The owner of a server with a published demo."""
    home = shutil.copytree(homes("one"), tmp_path / "home")
    with serving(home, tmp_path / "server.log") as (url, _):
        yield owner(url)


def test_a_leader_does_not_press_what_a_planner_was_shown(office):
    with tab(office) as page:
        page.run("", PLANNER)
        (remove,) = [button.id for button in page.of("button") if "Hapus data contoh" in button.label]
        page.run("", LEADER, pressed=remove)
        assert "tidak mengizinkannya" in "\n".join(toast.body for toast in page.of("toast"))
        assert page.of("plotly_chart")  # the figures are still there
        page.run("", PLANNER, pressed=remove)
        assert not page.of("plotly_chart")
