"""Every file of the corpus: good dialects give exactly their ratings, faults are refused at their place."""

import pytest

from tests.worlds import corpus
from tests.worlds.layers import some

GOOD, FAULTS = list(corpus.good()), list(corpus.faults())


def scores_of(rows) -> dict:
    return {(row.nip, row.indicator): row.score for row in rows.itertuples()}


def test_the_corpus_is_large_and_each_name_stands_once():
    names = [case.name for case in (*GOOD, *FAULTS)]
    assert len(GOOD) >= 250 and len(GOOD) + len(FAULTS) >= 600 and len(set(names)) == len(names)


@pytest.mark.parametrize("case", some(GOOD, quick=60), ids=lambda case: case.name)
def test_good(read, case):
    got, rows = read(case.content, case.mapping, case.file_name)
    blocking = [question.code for question in got.questions if question.blocking]
    assert len(got.questions) <= 1 and blocking == list(case.questions), got.questions
    assert scores_of(rows) == case.scores and got.rows_refused == 0
    assert not [problem for problem in got.problems if problem.blocking] and set(case.warns) <= set(got.problem_counts)


@pytest.mark.parametrize("case", some(FAULTS, quick=60), ids=lambda case: case.name)
def test_fault(read, case):
    got, rows = read(case.content, case.mapping, case.file_name)
    found = {(problem.code, problem.detail.get("line", problem.row)) for problem in got.problems if problem.blocking}
    columns = {problem.code: problem.column for problem in got.problems}
    for code, line, column in case.problems:
        assert (code, line) in found and (column is None or columns[code] == column)
    if case.scores == "any":  # what is left of a badly cut file: never a wrong score
        assert all(corpus.EXPECTED[key] == score for key, score in scores_of(rows).items())
    elif case.scores is None:
        assert rows.empty and set(case.questions) <= {q.code for q in got.questions if q.blocking}
        assert not case.questions or not found
    else:
        assert len(found) == 1 and scores_of(rows) == case.scores and got.rows_refused == case.rows_refused
        assert not [question for question in got.questions if question.blocking]
