"""What says that two versions give the same must see when they do not."""

import pytest

from tests.same_outputs.compare import tell
from tests.same_outputs.figures import in_text, rounded, spelled


@pytest.fixture
def recordings(tmp_path):
    """Two folders of three files, the same in both."""
    both = tmp_path / "before", tmp_path / "after"
    for folder in both:
        for name in ("home", "trends", "method"):
            (folder / "pages").mkdir(parents=True, exist_ok=True)
            (folder / "pages" / f"{name}.txt").write_text("title: Nilai 78,8\ncaption: Sumber\n", encoding="utf-8")
    return both


def change(folder, *names):
    for name in names:
        path = folder / "pages" / f"{name}.txt"
        path.write_text(path.read_text(encoding="utf-8").replace("78,8", "78,9"), encoding="utf-8")


def test_the_same_is_no_difference(recordings, capsys):
    assert tell(*recordings) == 0
    assert "0 files differ" in capsys.readouterr().out


def test_a_figure_that_moved_is_shown_once_with_all_its_files(recordings, capsys):
    change(recordings[1], "home", "trends")
    assert tell(*recordings) == 1
    said = capsys.readouterr().out
    assert said.count("-title: Nilai 78,8\n+title: Nilai 78,9") == 1
    assert "#### pages/home.txt" in said and "the same in pages/trends.txt" in said and "method" not in said


def test_a_file_on_one_side_only_is_a_difference_unless_a_part_was_recorded(recordings):
    before, after = recordings
    (after / "pages" / "home.txt").unlink()
    assert tell(before, after) == 1 and tell(after, before) == 1
    assert tell(before, after, partial=True) == 0 and tell(after, before, partial=True) == 1


def test_nothing_recorded_is_not_the_same(recordings, tmp_path):
    assert tell(recordings[0], tmp_path / "empty", partial=True) == 1


def test_a_wanted_difference_needs_a_reason_and_covers_nothing_else(recordings, tmp_path, capsys):
    wanted = tmp_path / "wanted.txt"
    wanted.write_text("# how the figures are rounded\npages/home* rounded later\npages/old* gone\n", encoding="utf-8")
    change(recordings[1], "home")
    assert tell(*recordings, wanted) == 0
    said = capsys.readouterr().out
    assert "(wanted: rounded later)" in said and "nothing differs under pages/old*" in said
    change(recordings[1], "method")
    assert tell(*recordings, wanted) == 1
    wanted.write_text("pages/*\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no reason"):
        tell(*recordings, wanted)


def test_floats_are_the_same_to_nine_digits_and_no_further():
    assert in_text("a,66.99999999999999,2026-S1") == "a,67.0,2026-S1"
    assert in_text("0.843164062499999") == in_text("0.843164062500001") == "0.843164063"
    assert in_text("[3.46668384e-14,-1e-12]") == "[0.0,0.0]"
    assert in_text("78.5000001") != in_text("78.5000002") and in_text("1e3, 1.25") == "1e3, 1.25"
    assert rounded({"y": [1.00000000001, None, "1.00000000001"]}) == {"y": [1.0, None, "1.00000000001"]}
    array = {"dtype": "f8", "bdata": "AAAAAAAA8D8AAAAAAAAAQA=="}
    assert spelled(rounded({"data": [{"x": array, "name": "A"}]})) == ["data[0].x = [1.0, 2.0]", 'data[0].name = "A"']
