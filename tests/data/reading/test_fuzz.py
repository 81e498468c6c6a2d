from tests.campaigns import fuzz_workbooks
from tests.campaigns.fuzz_reading import run


def test_damaged_files_open_or_are_refused():
    outcomes = run(500, seed=20250101)
    assert sum(outcomes.values()) == 500
    assert set(outcomes) >= {"opened", "refused"}


def test_changed_workbooks_are_refused_or_say_what_their_xml_says():
    outcomes = fuzz_workbooks.run(400, seed=20250101)
    assert sum(outcomes.values()) == 400
    assert outcomes["read"] >= 400 * fuzz_workbooks.LEAST_READABLE
    assert any(outcome.startswith("refused: damaged") for outcome in outcomes)
