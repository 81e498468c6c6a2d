"""The form behind a figure: its scale and rule set. Figures of two forms are neither joined over time nor ranked.

The same people score otherwise on a form of five steps than on one of a hundred, by more than most of them ever change,
and nothing in the figures says which of the two it was.
"""

import pandas as pd

_SERIES = ["agency", "indicator", "source"]


def form_changes(forms: pd.DataFrame, successions: pd.DataFrame, each: str | None = None) -> pd.DataFrame:
    """One row: one agency and period from which one of its figures stands on another form than before.

    forms: region, period, seq, agency, indicator, source, scale, rule_set (None: not known), of one figure's parts.
    successions as in `segments.with_segments`: a renamed agency keeps its forms. Gives region, agency, period, was and
    now (the scales, or where they are the same the rule sets; of the first such indicator and source). A rule set that
    one side does not name is no other one. each: of every `indicator` or `source` by itself, which the row then names.
    """
    known = forms.assign(agency=_renamed(forms, successions)).sort_values([*_SERIES, "seq"])
    series = known.groupby(["region", *_SERIES])
    # A file without the column of rule sets says nothing of them: the last one named goes on.
    rule = series["rule_set"].ffill().astype(object)
    was_rule = rule.groupby([known[key] for key in ["region", *_SERIES]]).shift().fillna("").astype(str)
    was_scale, now_rule = series["scale"].shift().fillna("").astype(str), known["rule_set"].fillna("").astype(str)
    scale = was_scale.ne("") & was_scale.ne(known["scale"])
    ruled = was_rule.ne("") & now_rule.ne("") & was_rule.ne(now_rule)
    both = known.assign(was=was_scale.where(scale, was_rule), now=known["scale"].where(scale, now_rule))
    rows = both[scale | ruled]
    about = ["region", "agency", *([each] if each else []), "period"]
    return rows[[*about, "was", "now"]].drop_duplicates(about)


def other_forms(forms: pd.DataFrame, heads: pd.Series) -> pd.DataFrame:
    """One row: one agency and indicator of one period that stands on another form than most people of its region.

    forms: rows of one period. heads: people of each agency. Of each indicator and source the scale of most people is
    the region's, and among those of that scale the rule set of most; an agency without a rule set has no other one.
    """
    weighed = forms.assign(heads=forms["agency"].map(heads).astype(float).fillna(1.0))
    both = ["indicator", "source"]
    usual = _most(weighed, both, "scale")
    weighed = weighed.merge(usual, on=both)
    ruled = _most(weighed[weighed["scale"].eq(weighed["usual_scale"])].dropna(subset="rule_set"), both, "rule_set")
    weighed = weighed.merge(ruled, on=both, how="left")
    other = weighed["scale"].ne(weighed["usual_scale"]) | (
        weighed["rule_set"].notna()
        & weighed["usual_rule_set"].notna()
        & weighed["rule_set"].ne(weighed["usual_rule_set"])
    )
    return weighed.loc[other, ["agency", "indicator"]].drop_duplicates(ignore_index=True)


def _most(weighed: pd.DataFrame, keys: list[str], what: str) -> pd.DataFrame:
    """One row: one of `keys` with the value of most people, as `usual_<what>`; of equals the first by name."""
    sums = weighed.groupby([*keys, what], as_index=False)["heads"].sum()
    first = sums.sort_values(["heads", what], ascending=[False, True]).drop_duplicates(keys)
    return first.rename(columns={what: f"usual_{what}"})[[*keys, f"usual_{what}"]]


def _renamed(forms: pd.DataFrame, successions: pd.DataFrame) -> pd.Series:
    agency = forms["agency"].copy()
    for step in successions[successions["kind"] == "rename"].sort_values("period").itertuples():
        agency = agency.mask(forms["region"].eq(step.region) & agency.eq(step.old), step.new)
    return agency
