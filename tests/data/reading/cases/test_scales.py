"""On which scale each value of a file lies: what is asked, and what is stored once it is answered."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from data.reading.judging.scale.scale_clusters import HUNDRED, labelled
from pages.ui.upload import answers

SCALES = ("ask_scale", "ask_scale_of", "ask_scale_far")
PEOPLE = [f"19850315201001{n % 2 + 1}{n:03d}" for n in range(1, 400)]
HEAD = "periode;nip;perangkat daerah;kelompok jabatan"
BASE = {"region": "3403", "period": "2025-S1", "source": "superior"}


def asked(upload) -> dict:
    return {q.subject: q for q in upload.questions if q.code in SCALES}


def answered(upload, known, said: dict) -> dict:
    """The mapping after the upload page's answers; `said`: subject -> [low, high] or "leave_out"."""
    given = {answers.key(q): said[q.subject] for q in upload.questions if q.code in SCALES}
    return answers.apply(upload.mapping, upload.questions, given, known)


def scores(rows) -> dict:
    return {(row.indicator, row.source): [] for row in rows.itertuples()} | {
        pair: part["score"].tolist() for pair, part in rows.groupby(["indicator", "source"])
    }


CASES = [
    ("13-words-and-numbers/h-two-columns-two-scales.csv", {"Komunikasi: 3-5": [1, 5]},
     {("KOM", "superior"): [50, 75, 100, 50, 75, 100], ("DS", "superior"): [80, 81, 82, 83, 84, 85]}, 0),
    ("13-words-and-numbers/h-two-columns-two-scales.csv", {"Komunikasi: 3-5": [0, 100]},
     {("KOM", "superior"): [3, 4, 5, 3, 4, 5], ("DS", "superior"): [80, 81, 82, 83, 84, 85]}, 0),
    ("13-words-and-numbers/i-long-two-scales.csv", {"Rekan sejawat: 3-5": [1, 5]},
     {("KOM", "peer"): [50, 75, 100, 50, 75, 100], ("KOM", "superior"): [80, 81, 82, 83, 84, 85]}, 0),
    ("25-typo-scale/one-typo-55.csv", {"3-5": [1, 5], "Komunikasi: 55": "leave_out"},
     {("KOM", "superior"): [50, 75, 50, 75, 100], ("DS", "superior"): [75] * 6}, 1),
    ("25-typo-scale/one-typo-44-of-1-4.csv", {"2-4": [1, 4], "Komunikasi: 44": "leave_out"},
     {("KOM", "superior"): [100 / 3, 200 / 3, 100 / 3, 200 / 3, 100], ("DS", "superior"): [100] * 6}, 1),
    ("13-words-and-numbers/g-mixed-scale.csv",
     {"Komunikasi: 3-5": [1, 5], "Komunikasi: 80-90": [0, 100], "Disiplin: 3-5": [1, 5]},
     {("KOM", "superior"): [75, 100, 50, 80, 90, 85], ("DS", "superior"): [100, 50, 80, 90, 85, 80]}, 0),
    ("w-02-percent-cells-beside-0-100/styler.xlsx", {"Capaian rencana kerja: 0.8-0.91": [0, 1]}, None, 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "said", "right", "refused"), CASES, ids=lambda part: str(part)[:40])
def test_scales_are_asked_by_their_groups(case, known, name, said, right, refused):
    mapping = {"period": "2025-S1", "cadence": "semester"}
    upload, rows = case(name, mapping)
    assert rows.empty and upload.rows_waiting + upload.rows_left_out + upload.rows_refused == upload.rows_read
    assert set(asked(upload)) == set(said)
    told, rows = case(name, answered(upload, known, said))
    assert not told.questions and told.rows_refused == refused
    if right:
        assert scores(rows) == {pair: pytest.approx(values) for pair, values in right.items()}


def test_cells_shown_as_percent_need_no_question(case):
    upload, rows = case("04-percent-format/c-only.xlsx")
    assert not upload.questions and rows["score"].tolist() == [85, 90, 100, 95, 88, 79]


def test_values_far_off_are_named_by_their_rows(case):
    upload, _ = case("25-typo-scale/one-typo-55.csv")
    (far,) = [q for q in upload.questions if q.code == "ask_scale_far"]
    assert far.detail["lines"] == "4" and far.detail["beside"] == "3-5" and far.choices[0] == "leave_out"


def test_the_row_that_is_left_says_that_it_was_the_answer(case, known):
    upload, _ = case("25-typo-scale/one-typo-55.csv")
    told, _ = case(
        "25-typo-scale/one-typo-55.csv", answered(upload, known, {"3-5": [1, 5], "Komunikasi: 55": "leave_out"})
    )
    (problem,) = [problem for problem in told.problems if problem.blocking]
    assert (problem.code, problem.row, problem.found) == ("score_far", 4, "55")


def wide(columns: dict[str, list]) -> str:
    rows = [";".join(map(str, row)) for row in zip(*columns.values(), strict=True)]
    lines = [f"2025-S1;{PEOPLE[at]};Dinas Kesehatan;PEL_ADM;{row}" for at, row in enumerate(rows)]
    return "\n".join([f"{HEAD};{';'.join(columns)}", *lines])


def long(groups: list[tuple[str, str, str, list]]) -> str:
    lines = [f"{HEAD};indikator;nilai;sumber penilai"]
    for agency, indicator, source, values in groups:
        lines += [
            f"2025-S1;{PEOPLE[at]};{agency};PEL_ADM;{indicator};{value};{source}" for at, value in enumerate(values)
        ]
    return "\n".join(lines)


KES, PEND = "Dinas Kesehatan", "Dinas Pendidikan"
HIGH, LOW = [80, 75, 90, 85, 70, 78], [3, 4, 5, 4, 3, 4]
ONE = [
    ("all on 0-100", wide({"KOM": HIGH, "DS": [61, 99, 88, 77, 66, 72]}), 0),
    ("0-100 down to the bottom",
     wide({"KOM": [2, 5, 9, 14, 22, 41, 60, 77, 98], "DS": [7, 12, 31, 44, 65, 3, 80, 91, 55]}), 0),
    ("nobody at work", wide({"KOM": [80, 0, 90, 85, 70, 78], "DS": HIGH}), 0),
    ("one scale of five", wide({"KOM": LOW, "DS": [1, 2, 5, 4, 3, 3]}), 1),
    ("one scale of ten", wide({"KOM": [7, 8, 9, 6, 10, 8], "DS": [9, 4, 7, 8, 8, 6]}), 1),
    ("a scale of ten of which one column is low", wide({"KOM": [7, 8, 9, 6, 10, 8], "DS": [2, 3, 5, 4, 4, 1]}), 2),
    ("percentages", wide({"KOM": ["85%", "90%", "7%"], "DS": ["3%", "99%", "50%"]}), 0),
    ("a scale to 120", wide({"KOM": [110, 95, 80, 105, 99, 118], "DS": [102, 88, 91, 119, 70, 100]}), 1),
    ("sources and agencies alike",
     long([(KES, "KOM", "Atasan", HIGH), (PEND, "DS", "Rekan sejawat", HIGH)]), 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "questions"), [each[1:] for each in ONE], ids=[each[0] for each in ONE])
def test_a_file_with_one_reading_is_asked_no_more_than_that(read, text, questions):
    got, rows = read(text, BASE | {"values": {"agency": ADDED}})
    assert len(got.questions) == questions, got.questions
    assert rows.empty == bool(questions)


ADDED = {
    "Dinas Kesehatan": {"add": {"code": "KES", "name": "Dinas Kesehatan", "sector": "KES"}},
    "Dinas Pendidikan": {"add": {"code": "PEND", "name": "Dinas Pendidikan", "sector": "PENDIDIKAN"}},
    "Dinas Sosial": {"add": {"code": "SOS", "name": "Dinas Sosial", "sector": "SOSIAL"}},
}
SHARES = [0.85, 0.9, 1, 0.95, 0.88, 0.79]
PARTS = [
    ("an agency on 1-5", long([(KES, "KOM", "Atasan", HIGH), (PEND, "KOM", "Atasan", LOW)]),
     [{"agency": "PEND"}]),
    ("a source on 1-5", long([(KES, "KOM", "Atasan", HIGH), (KES, "KOM", "Rekan sejawat", LOW)]),
     [{"source": "peer"}]),
    ("an indicator on 1-5", long([(KES, "KOM", "Atasan", HIGH), (KES, "DS", "Atasan", LOW)]),
     [{"indicator": "DS"}]),
    ("one indicator of one agency on 1-5",
     long([(KES, "KOM", "Atasan", HIGH), (KES, "DS", "Atasan", HIGH),
           (PEND, "KOM", "Atasan", LOW), (PEND, "DS", "Atasan", HIGH)]),
     [{"indicator": "KOM", "agency": "PEND"}]),
    ("an agency on shares", long([(KES, "KOM", "Atasan", HIGH), (PEND, "KOM", "Atasan", SHARES)]),
     [{"agency": "PEND"}]),
    ("an agency on 1-5 beside values of the whole range",
     long([(KES, "KOM", "Atasan", [2, 9, 15, 33, 47, 58, 61, 79, 83, 99]),
           (PEND, "KOM", "Atasan", LOW)]),
     [{"agency": "PEND"}]),
    ("a column on 1-10", wide({"KOM": HIGH, "DS": [7, 9, 8, 10, 6, 7]}), [{"indicator": "DS"}]),
    ("one person on 1-5", wide({"KOM": HIGH, "DS": [80, 75, 4, 85, 70, 78]}), [{"indicator": "DS", "values": [4, 4]}]),
    ("columns on 1-5 and 1-10", wide({"KOM": LOW * 3, "DS": [7, 9, 8, 10, 6, 7] * 3}), [{"indicator": "DS"}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rules"), [each[1:] for each in PARTS], ids=[each[0] for each in PARTS])
def test_what_differs_is_asked_by_itself(read, text, rules):
    got, rows = read(text, BASE | {"values": {"agency": ADDED}})
    assert rows.empty and rules in [q.detail.get("rules") for q in got.questions], got.questions
    assert len(got.questions) <= 2


@pytest.mark.parametrize("columns", ["skala_min;skala_maks", "aturan"])
def test_where_a_column_tells_the_scale_nothing_is_asked(read, columns):
    tail = {"skala_min;skala_maks": ("1;5", "0;100"), "aturan": ("P46_2011", "P46_2011")}[columns]
    lines = [f"{HEAD};indikator;nilai;sumber penilai;{columns}"]
    lines += [
        f"2025-S1;{PEOPLE[at]};Dinas Kesehatan;PEL_ADM;KOM;{value};peer;{tail[0]}" for at, value in enumerate(LOW)
    ]
    lines += [
        f"2025-S1;{PEOPLE[at]};Dinas Kesehatan;PEL_ADM;DS;{value};peer;{tail[1]}" for at, value in enumerate(HIGH)
    ]
    rule = {"aturan": "PP46_2011"}.get(columns)
    text = "\n".join(lines).replace("P46_2011", rule or "")
    got, rows = read(text, BASE | {"values": {"agency": ADDED}})
    assert not got.questions and len(rows) == 12


def test_a_percentage_among_ratings_of_1_to_5_is_refused_by_its_row(read):
    text = wide({"KOM": [3, 4, "85%", 5, 3, 4], "DS": HIGH})
    got, rows = read(text, BASE | {"values": {"agency": ADDED}, "scales": [{"indicator": "KOM", "scale": [1, 5]}]})
    (problem,) = [problem for problem in got.problems if problem.blocking]
    assert (problem.code, problem.row, problem.found) == ("percent_scale", 4, "85%") and len(rows) == 11


TRUTHS = {(0.0, 100.0): (40, 101), (1.0, 5.0): (1, 6), (1.0, 4.0): (1, 5), (1.0, 10.0): (1, 11), (0.0, 1.0): None}


def drawn(random, rows: int):
    """(text, score of each value): a table whose scale differs by column, source, agency or two of them."""
    by = [("indicator",), ("source",), ("agency",), ("indicator", "agency"), ()][random.integers(5)]
    scale_of: dict[tuple, tuple] = {}
    lines, truth = [f"{HEAD};indikator;nilai;sumber penilai"], {}
    every = list(TRUTHS)
    for agency in list(ADDED)[: random.integers(1, 4)]:
        for indicator in ("KOM", "DS", "AD")[: random.integers(1, 4)]:
            for source in ("superior", "peer"):
                names = {"indicator": indicator, "source": source, "agency": agency}
                group = tuple(names[part] for part in by)
                scale = scale_of.setdefault(group, every[random.integers(len(every))])
                for at in range(rows):
                    raw = (
                        round(float(random.uniform(0.5, 1)), 2) if TRUTHS[scale] is None
                        else int(random.integers(*TRUTHS[scale]))
                    )  # fmt: skip
                    lines.append(f"2025-S1;{PEOPLE[at]};{agency};PEL_ADM;{indicator};{raw};{source}")
                    code = ADDED[agency]["add"]["code"]
                    truth[PEOPLE[at], code, indicator, source] = (raw - scale[0]) * 100 / (scale[1] - scale[0])
    head, *rest = lines
    random.shuffle(rest)
    return "\n".join([head, *rest]), truth


@pytest.mark.parametrize("seed", range(60))
def test_what_is_stored_without_a_question_is_the_truth(read, seed):
    random = np.random.default_rng(seed)
    text, truth = drawn(random, int(random.integers(4, 30)))
    got, rows = read(text, BASE | {"locale": "point", "values": {"agency": ADDED}})
    assert rows.empty == bool(got.questions) and len(got.questions) <= 5
    stored = {(row.nip, row.agency, row.indicator, row.source): row.score for row in rows.itertuples()}
    assert rows.empty or stored == pytest.approx(truth)


@pytest.mark.parametrize("seed", range(40))
def test_a_wide_table_too(read, seed):
    """Each column on a scale of its own; a few values of another scale among them, by a slip."""
    random = np.random.default_rng(1000 + seed)
    rows, columns, truth = int(random.integers(5, 40)), {}, {}
    alike = random.random() < 0.4
    for indicator in ("KOM", "DS", "AD", "KW")[: random.integers(1, 5)]:
        scale = (0.0, 100.0) if alike else list(TRUTHS)[random.integers(len(TRUTHS))]
        ends = TRUTHS[scale]
        raw = random.integers(*ends, rows).tolist() if ends else random.uniform(0.5, 1, rows).round(2).tolist()
        if random.random() < 0.2 and not alike:
            raw[random.integers(rows)] = 55 if scale[1] < 100 else 4
            truth[indicator] = None
        else:
            truth[indicator] = [(value - scale[0]) * 100 / (scale[1] - scale[0]) for value in raw]
        columns[indicator] = raw
    got, taken = read(wide(columns), BASE | {"locale": "point", "values": {"agency": ADDED}})
    assert taken.empty == bool(got.questions) and len(got.questions) <= 6
    if not taken.empty:
        stored = {code: part["score"].tolist() for code, part in taken.groupby("indicator")}
        assert stored == {indicator: pytest.approx(scores) for indicator, scores in truth.items()}
    assert not alike or not got.questions


@pytest.mark.parametrize("wide", [True, False])
def test_percentages_beside_a_survey_keep_their_own_scale(read, wide):
    """One column is percent and tells its scale; the question about the other is about the other alone."""
    people = [f"19850315201001{1 + n % 2}{n:03d}" for n in range(1, 9)]
    if wide:
        rows = ["nip;perangkat daerah;kelompok jabatan;Komunikasi;Disiplin"]
        rows += [
            f"{nip};Dinas Kesehatan;Pelaksana administrasi;{60 + n},5%;{2 + n % 4}" for n, nip in enumerate(people)
        ]
    else:
        rows = ["nip;perangkat daerah;kelompok jabatan;indikator;nilai"]
        for n, nip in enumerate(people):
            start = f"{nip};Dinas Kesehatan;Pelaksana administrasi"
            rows += [f"{start};Komunikasi;{60 + n},5%", f"{start};Disiplin;{2 + n % 4}"]
    agency = {"Dinas Kesehatan": {"add": {"code": "DINKES", "name": "Dinas Kesehatan", "sector": "KES"}}}
    mapping = {"region": "3403", "period": "2025-S1", "source": "superior", "values": {"agency": agency}}
    asked, _ = read("\n".join(rows), mapping)
    (question,) = asked.questions
    assert [{name: rule[name] for name in rule if name == "indicator"} for rule in question.detail["rules"]] == [
        {"indicator": "DS"}
    ]
    scales = [rule | {"scale": [1, 5]} for rule in question.detail["rules"]]
    answered, stored = read("\n".join(rows), mapping | {"scales": scales})
    assert not answered.questions and not answered.rows_refused
    held = stored.pivot(index="nip", columns="indicator", values="score").loc[people]
    assert held["KOM"].tolist() == [60.5 + n for n in range(8)]
    assert held["DS"].tolist() == [(1 + n % 4) * 25 for n in range(8)]


def mixed(seed: int) -> pd.DataFrame:
    """Facts of a table of three to five rows a group, on 0-100 drawn evenly down to 0 but for some parts told by two
    keys; `on_100` says which."""
    random = np.random.default_rng(seed)
    by = [("source", "agency"), ("indicator", "agency"), ("indicator", "source"), ("agency",)][random.integers(4)]
    rows, scale_of, facts = int(random.integers(3, 6)), {}, []
    for place in product(range(random.integers(2, 6)), range(random.integers(2, 6)), range(2)):
        part = dict(zip(("agency", "indicator", "source"), place, strict=True))
        scale = scale_of.setdefault(
            tuple(part[name] for name in by), (0, 101) if random.random() < 0.5 else (1, random.choice([5, 6, 11]))
        )
        values, counts = np.unique(random.integers(*scale, rows), return_counts=True)
        of = {"group": len(facts), **part, "series": 2 * part["indicator"] + part["source"], "on_100": scale[1] == 101}
        facts.append(pd.DataFrame({**of, "value": values.astype(float), "rows": counts}))
    return pd.concat(facts, ignore_index=True)


@pytest.mark.parametrize("seed", range(40))
def test_a_scale_told_by_two_keys_is_asked_about_in_groups_of_three_to_five_rows(seed):
    facts = mixed(seed)
    if (facts["value"] > 10).any():
        assert not ((labelled(facts) == HUNDRED) & ~facts["on_100"]).any()


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        ({"KOM": [80, 0, 90, 85, 70, 78], "DS": [88, 0, 70, 75, 91, 60]}, "3"),
        ({"KOM": ["80", "0,0", "90", "85", "70", "0%"], "DS": HIGH}, "3, 7"),
        ({"KOM": [80, 0, 90, 4, 70, 78], "DS": HIGH}, None),  # low values are asked about by themselves
        ({"KOM": [0, 0, 90, 0, 70, 78], "DS": [0, 0, 0, 80, 90, 70]}, None),  # a measure that is often 0
        ({"KOM": HIGH, "DS": HIGH}, None),
    ],
)
def test_a_few_zeros_far_below_the_rest_are_taken_and_said(read, columns, lines):
    got, rows = read(wide(columns), BASE | {"values": {"agency": ADDED}})
    told = [problem.detail["lines"] for problem in got.problems if problem.code == "zeros_taken"]
    assert told == ([lines] if lines else [])
    assert rows.empty or len(rows) == 12


def test_zeros_on_a_scale_the_file_names_are_said_too(read):
    head = f"{HEAD};indikator;nilai;skala_min;skala_maks"
    lines = [
        f"2025-S1;{PEOPLE[at]};{KES};PEL_ADM;KOM;{value};0;100" for at, value in enumerate([80, 0, 90, 85, 70, 78])
    ]
    got, rows = read("\n".join([head, *lines]), BASE | {"values": {"agency": ADDED}})
    assert [(p.found, p.detail["lines"], p.blocking) for p in got.problems if p.code == "zeros_taken"] == [
        ("1", "3", False)
    ]
    assert len(rows) == 6
