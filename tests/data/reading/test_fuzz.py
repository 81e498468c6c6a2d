from tests.campaigns.fuzz_reading import run


def test_damaged_files_open_or_are_refused():
    outcomes = run(500, seed=20250101)
    assert sum(outcomes.values()) == 500
    assert set(outcomes) >= {"opened", "refused"}
