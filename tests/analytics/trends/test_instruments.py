"""Changes of form against a plain loop; who stands on another form than most."""

import numpy as np
import pandas as pd
import pytest

from analytics.trends.instruments import form_changes, other_forms

NONE = pd.DataFrame(columns=["region", "old", "new", "kind", "period"])


def random_forms(rng, rules: bool = True) -> pd.DataFrame:
    rows = [
        ("X", f"P{seq}", seq, agency, indicator, source, str(rng.choice(["0-100", "1-5"], p=[0.8, 0.2])),
         str(rng.choice(["R1", "R2"], p=[0.8, 0.2])) if rules and rng.random() < 0.7 else None)
        for seq in range(6) for agency in "ABC" for indicator in ("TG", "KW") for source in ("superior", "peer")
        if rng.random() < 0.8
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["region", "period", "seq", "agency", "indicator", "source", "scale", "rule_set"])


def by_loop(forms: pd.DataFrame) -> set[tuple[str, str]]:
    """(agency, period) of everything that differs from the last form known of it."""
    last, rule, changed = {}, {}, set()
    for row in forms.sort_values("seq").itertuples():
        key = row.agency, row.indicator, row.source
        named = isinstance(row.rule_set, str)
        if key in last and (last[key] != row.scale or (named and rule.get(key, row.rule_set) != row.rule_set)):
            changed.add((row.agency, row.period))
        last[key] = row.scale
        if named:
            rule[key] = row.rule_set
    return changed


@pytest.mark.parametrize("seed", range(20))
def test_changes_of_form_are_those_of_the_loop(seed):
    forms = random_forms(np.random.default_rng(seed))
    rows = form_changes(forms, NONE)
    assert set(zip(rows["agency"], rows["period"], strict=True)) == by_loop(forms)
    assert not rows.duplicated(["agency", "period"]).any() and (rows["was"] != rows["now"]).all()


def test_a_renamed_agency_keeps_its_forms():
    forms = pd.DataFrame(
        [("X", "P0", 0, "OLD", "TG", "superior", "0-100", None), ("X", "P1", 1, "NEW", "TG", "superior", "1-5", None)],
        columns=["region", "period", "seq", "agency", "indicator", "source", "scale", "rule_set"],
    )
    assert form_changes(forms, NONE).empty
    rename = pd.DataFrame([("X", "OLD", "NEW", "rename", "P1")], columns=NONE.columns)
    assert form_changes(forms, rename)[["agency", "was", "now"]].values.tolist() == [["NEW", "0-100", "1-5"]]


def test_the_form_of_most_people_is_the_regions_and_an_unnamed_rule_set_is_no_other():
    heads = pd.Series({"A": 50, "B": 30, "C": 10, "D": 5})
    forms = pd.DataFrame(
        [("A", "0-100", "R1"), ("B", "0-100", "R2"), ("C", "1-5", "R1"), ("D", "0-100", None)],
        columns=["agency", "scale", "rule_set"],
    ).assign(indicator="TG", source="superior")
    assert other_forms(forms, heads)["agency"].tolist() == ["B", "C"]
    assert (
        other_forms(forms.iloc[:0], heads).empty and other_forms(forms[forms["agency"].isin(["A", "D"])], heads).empty
    )
