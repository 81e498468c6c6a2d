"""Files as people who never saw Cermin make them: each gives what a careful clerk would get, is asked, or refused."""

import copy
from dataclasses import replace

import pandas as pd
import pytest

from data.reading import upload
from tests.worlds.layers import some
from tests.worlds.strangers import exports, made, more, published, raters, recaps

CASES = [case for module in (recaps, raters, exports, published, more) for case in module.cases()]


@pytest.fixture(scope="module")
def office(known):
    return made.office(known)


def with_answers(mapping: dict, answers: dict) -> dict:
    told = copy.deepcopy(mapping)
    for key, value in answers.items():
        both = isinstance(value, dict) and isinstance(told.get(key), dict)
        told[key] = with_answers(told[key], value) if both else value
    return told


def tuples(rows: pd.DataFrame, by: tuple[str, ...]) -> frozenset:
    held = rows.astype(object).where(rows.notna(), None)
    return frozenset(tuple(row[name] for name in by) for row in held.to_dict("records"))


def blocking(got: upload.Upload) -> list[str]:
    return [question.detail.get("ask", question.code) for question in got.questions if question.blocking]


def test_there_are_many_and_each_has_its_name():
    assert len({case.name for case in CASES}) == len(CASES) >= 115


@pytest.mark.parametrize("case", some(CASES, quick=40), ids=lambda case: case.name)
def test_a_strangers_file(read, office, case):
    got, rows = read(case.content, case.mapping, case.file_name, office)
    asked = set(blocking(got))
    assert asked <= set(case.asked) and set(case.must_ask) <= asked
    if case.answers and (asked or case.rows is not None):
        assert not asked or rows.empty  # nothing is taken while something is open
        got, rows = read(case.content, with_answers(case.mapping, case.answers), case.file_name, office)
        assert not blocking(got)
    if case.rows is None:
        assert rows.empty and (asked or got.rows_refused or any(problem.blocking for problem in got.problems))
        return
    assert got.kind == case.kind and tuples(rows, case.by) == case.rows and len(rows) == len(case.rows)
    assert {(problem.row, problem.column) for problem in got.problems if problem.blocking} == set(case.places)


@pytest.mark.parametrize("case", some([case for case in CASES if case.rows], quick=15), ids=lambda case: case.name)
def test_the_second_time_asks_nothing_but_what_changed(read, office, case):
    """The mapping of a file read once is remembered by its headings; the same file is then read without a click, but
    for its period, its agency and its outer form where nothing in it says them."""
    told = with_answers(case.mapping, case.answers)
    first, rows = read(case.content, told, case.file_name, office)
    later = replace(office, mappings={first.mapping["signature"]: first.mapping})
    form = {name: told[name] for name in ("period", "agency", "encoding", "sheet", "locale") if name in told}
    again, same = read(case.content, {"region": "3403"} | form, case.file_name, later)
    assert not blocking(again) and tuples(same, case.by) == tuples(rows, case.by)


def remembered(office, got):
    return replace(office, mappings={got.mapping["signature"]: got.mapping})


def test_the_agency_of_one_file_is_not_lent_to_the_next_with_the_same_headings(read, office):
    rows = [["NIP", "Nama", "Disiplin", "Kerja Sama"], [made.A, made.NAMES[made.A], 80, 81]]
    told = {"region": "3403", "period": "2025-S1", "source": "superior", "position": "PEL_ADM"}
    first, _ = read(made.sheet([["DINAS KESEHATAN"], *rows]), told, "a.xlsx", office)
    assert first.rows_kept == 2 and first.mapping["agency"] == "Dinas Kesehatan"
    later = remembered(office, first)
    again, taken = read(
        made.sheet([["DINAS PENDIDIKAN"], *rows]), {"region": "3403", "period": "2025-S2"}, "b.xlsx", later
    )
    assert not blocking(again) and set(taken["agency"]) == {"DISDIK"}
    silent, taken = read(made.sheet(rows), {"region": "3403", "period": "2025-S2"}, "c.xlsx", later)
    assert taken.empty and blocking(silent) == ["column_of"]


def test_a_quarterly_export_does_not_make_the_annual_one_quarterly(read, office):
    head = [
        "nip",
        "nama",
        "skp_unor_induk",
        "periode_awal",
        "periode_akhir",
        "hasil_kerja",
        "perilaku_kerja",
        "hasil_akhir",
    ]
    rated = ["Sesuai Ekspektasi", "Sesuai Ekspektasi", "Baik"]

    def export(*spans):
        rows = ([made.A, made.NAMES[made.A], "Dinas Kesehatan", *span, *rated] for span in spans)
        return made.text([head, *rows])

    quarters = export(("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30"))
    first, rows = read(quarters, made.REGION, "tw.csv", office)
    assert set(rows["period"]) == {"2025-Q1", "2025-Q2"}
    later = remembered(office, first)
    _, rows = read(export(("2025-01-01", "2025-12-31")), made.REGION, "tahun.csv", later)
    assert rows["period"].tolist() == ["2025"]
    lone, rows = read(export(("2025-01-01", "2025-03-31")), made.REGION, "tw1.csv", later)
    assert rows.empty and blocking(lone) == ["set:cadence"]
    _, rows = read(export(("2025-01-01", "2025-03-31")), made.REGION, "Penilaian TW I 2025.csv", later)
    assert rows["period"].tolist() == ["2025-Q1"]
