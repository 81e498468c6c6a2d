"""Many names at once: every one is asked about, gets a code of its own, and its answer fits into a mapping file."""

import pytest

from data.batches import mapping_file
from data.reading import upload
from data.reading.meaning.mapping import Answers
from data.reading.meaning.names import NewCodes

MANY = 11_000


@pytest.fixture
def many(tmp_path):
    path = tmp_path / "sekolah.csv"
    rows = "".join(f"3403;2025-S1;SD Negeri {n} Wonosari;KOM;citizen;{60 + n % 30};40\n" for n in range(MANY))
    path.write_text("region;period;agency;indicator;source;nilai;responden\n" + rows, "utf-8")
    return path


def test_eleven_thousand_new_agencies_are_all_added_and_their_mapping_is_taken_again(many, read, known):
    asked, _ = read(many)
    assert len(asked.questions) == MANY
    mapping = upload.add_unknown(asked, "PEND", known)
    mapping = mapping_file.parsed(mapping_file.written(mapping))
    added, rows = read(many, mapping)
    assert not added.questions
    assert set(added.additions["agencies"]["region"]) == {"3403"}  # the region of their rows
    assert rows["agency"].nunique() == len(rows) == MANY
    assert rows["score"].tolist() == [60 + n % 30 for n in range(MANY)]


@pytest.mark.parametrize(
    ("taken", "names", "codes"),
    [
        ([], ["Dinas Kesehatan Kota", "Dinas Kebersihan Kota", "dinas Kebun Kota"], ["DKK", "DKK2", "DKK3"]),
        (["dkk", "DKK3"], ["Dinas Kesehatan Kota", "Dinas Kebersihan Kota"], ["DKK2", "DKK4"]),
        ([], ["B01 Sekretariat", "???"], ["B01", "BARU"]),
        ([], ["Kesehatanmasyarakat", "Kesehatanmasyarakat."], ["KESEHATANMAS", "KESEHATANMA2"]),
    ],
)
def test_codes_of_new_names_are_free(taken, names, codes):
    given = NewCodes(taken)
    assert [given.give(name) for name in names] == codes


def test_the_code_of_the_file_is_kept_where_it_is_free():
    codes = NewCodes(["1.02"])
    assert [codes.give("Dinas Kesehatan", "1.01"), codes.give("Dinas Sosial", "1.02")] == ["1.01", "DINASSOSIAL"]


def test_an_answer_is_found_by_its_spelling_before_its_key():
    answers = Answers({"values": {"agency": {"DINKES.": None, "Dinkes": "KES", "dinkes": "LAIN"}}}, "agency")
    assert answers.of("dinkes") == {"code": "LAIN"}
    assert answers.of("DINKES") == {"leave_out": True}
    assert answers.of("Dinas") is None
