"""The campaign of break-ins, in small."""

import shutil

from tests.campaigns import break_in


def test_whoever_has_not_come_in_gets_nothing_and_leaves_nothing(homes, tmp_path):
    home = shutil.copytree(homes("one"), tmp_path / "home")
    tried, found = break_in.campaign(home, 60, ("Gunungkidul", "periode;nip", "Dinas"))
    assert found == [] and tried["connection"] == tried["upload in pieces"] == 10
