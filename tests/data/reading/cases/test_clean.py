"""Clean files beside the polluted ones: what they hold, with nothing said that is not so."""


def test_clean_workbook(case):
    upload, rows = case("01-error-cells/base.xlsx")
    assert [problem.code for problem in upload.problems] == ["scale_taken"]
    assert not upload.questions
    assert rows["score"].tolist()[:5] == [80, 81, 82, 83, 84]


def test_clean_survey_asks_only_its_scale(case):
    upload, rows = case("25-typo-scale/clean-1-5.csv")
    assert [question.code for question in upload.questions] == ["ask_scale"]
    assert rows.empty
    answered, rows = case("25-typo-scale/clean-1-5.csv", {"scale": [1, 5]})
    assert not answered.questions
    assert rows["raw"].between(3, 5).all()
    assert len(rows) == answered.rows_kept > 0
