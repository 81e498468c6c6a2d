"""Answers of several people about one thing in two files: the later file replaces them, so it wants a second yes where
it may hold more of them."""

import json

import pytest

from data.batches import batches, together
from data.batches.comparing import REPLACED
from data.catalog import catalog
from data.reading import upload
from data.terms.actors import system
from data.terms.problems import words
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, PERIOD, REGION
from tests.worlds.files import prepare

OF_FILE = {"region": REGION, "period": PERIOD, "scale": [0, 100]}
SURVEY = OF_FILE | {"source": "citizen", "rows": "respondents"}


def survey(*answers, unit="Loket 1"):
    return "agency;unit;U1;U2\n" + "".join(f"A0;{unit};{one};{other}\n" for one, other in answers)


def recap(*figures):
    return "agency;unit;U1;U2;responden\n" + "".join(f"A0;{unit};{one};{two};30\n" for unit, one, two in figures)


def nip(number):
    return f"1980{number:02}012005011001"


def peers(*scores, rater=None):
    rows = [f"{nip(at)};A0;PEL_ADM;KOM;{score};{nip(rater) if rater else ''}" for at, score in enumerate(scores, 1)]
    return "nip;agency;position;indicator;nilai;penilai\n" + "\n".join(rows) + "\n"


@pytest.fixture
def read(store):
    """read(text, mapping) -> the upload, each time of a file of its own."""
    prepare(store)
    known, number = catalog.known(store, SYSTEM), iter(range(100))

    def of(text, mapping):
        folder = store.home / "incoming" / f"{next(number)}"
        folder.mkdir(parents=True)
        path = folder / "berkas.csv"
        path.write_text(text, "utf-8")
        return upload.read(path, path.name, known, mapping, folder)

    return of


FIRST = [(80, 70), (90, 60), (70, 70), (75, 65), (80, 80)]
PEER, OTHER = OF_FILE | {"source": "peer"}, OF_FILE | {"source": "superior"}


@pytest.mark.parametrize(
    ("mapping", "first", "then", "replaced"),
    [
        (SURVEY, survey(*FIRST), survey((50, 40), (60, 50), (55, 45)), 2),  # other respondents
        (SURVEY, survey(*FIRST), survey(*FIRST, (10, 10)), 2),  # the same and one more
        (SURVEY, survey(*FIRST), survey(*FIRST[:4], (81, 80)), 0),  # one answer mended: one figure of two
        (SURVEY, survey(*FIRST), survey(*FIRST, unit="Loket 2"), 0),
        (SURVEY | {"rows": "figures"}, recap(("Loket 1", 80, 70)), recap(("Loket 1", 60, 50)), 0),  # a newer figure
        (PEER, peers(80, 70, 90), peers(60, 90, 70), 3),  # another colleague's sheet, or this one's new one
        (PEER, peers(80, 70, 90), peers(80, 70, 95), 0),
        (PEER, peers(80, 70, 90, rater=11), peers(60, 90, 70, rater=12), 0),  # both are kept
        (OTHER, peers(80, 70, 90), peers(60, 90, 70), 0),  # there is one superior
    ],
    ids=["others", "more", "mended", "elsewhere", "figure", "peers", "mended_peer", "named", "superior"],
)
def test_other_answers_about_the_same_want_a_second_yes_and_a_correction_does_not(
    store, read, mapping, first, then, replaced
):
    batches.accept(store, read(first, mapping), system("bkd"), NOW)
    later = read(then, mapping)
    assert batches.compare(store, later, SYSTEM).replaced == replaced
    (standing,) = together.look(store, [later], SYSTEM)
    assert [problem.code for problem in standing.held] == ([REPLACED] if replaced else [])
    assert standing.liftable == bool(replaced)
    assert len(together.accept(store, [standing], system("bkd"), NOW).batches) == 1


def test_a_figure_that_gives_way_to_answers_is_said_too(store, read):
    batches.accept(store, read(recap(("Loket 1", 80, 70)), SURVEY | {"rows": "figures"}), system("bkd"), NOW)
    assert batches.compare(store, read(survey(*FIRST), SURVEY), SYSTEM).replaced == 2


def test_two_parts_of_one_survey_at_once_are_held_and_told_to_go_into_one_file(store, read):
    standings = together.look(store, [read(survey(*FIRST), SURVEY), read(survey((50, 40), (60, 50)), SURVEY)], SYSTEM)
    assert [[problem.code for problem in one.held] for one in standings] == [[], ["files_contradict"]]
    assert "gabungkan jawabannya dalam satu berkas" in words(standings[1].held[0])["fix"]


def test_the_command_line_says_it_and_takes_yes(cermin, tmp_path):
    (tmp_path / "rules.json").write_text(json.dumps(SURVEY))
    for number, answers in enumerate((FIRST, [(50, 40), (60, 50)])):
        (tmp_path / f"{number}.csv").write_text(survey(*answers).replace("A0", "Dinas Kesehatan"), "utf-8")

    def take(number, *flags):
        rules = "--mapping", tmp_path / "rules.json"
        done = cermin(
            "import", tmp_path / f"{number}.csv", *rules, "--add-unknown", "KES", "--confirm", "--json", *flags
        )
        return done.returncode, json.loads(done.stdout)

    assert take(0)[0] == 0
    code, report = take(1)
    (problem,) = [each for each in report["problems"] if each["code"] == REPLACED]
    assert (code, report["batch"], report["changed"], problem["found"]) == (1, None, 2, "2")
    assert "--accept-replacing" in problem["fix"] and "2 angka dari jawaban banyak orang" in problem["what"]
    code, report = take(1, "--accept-replacing")
    assert code == 0 and report["batch"] is not None
