"""The scores themselves: agencies, sectors and the region over time, agencies by indicator, with their ranges.

Everything is computed from released cells; what is slow is remembered per filters and version of the store.
"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analytics.comparison.coverage import add_coverages
from analytics.comparison.differences import add_difference
from analytics.comparison.funnel import add_funnel
from analytics.trends.instruments import form_changes, other_forms
from analytics.trends.segments import shared_weight, with_segments
from pages.answers import reference
from pages.answers.choice import Choice, frozen, regardless_of, remembered
from pages.answers.intervals import EACH, with_ranges

BREAKS = ["region", "indicator", "period", "reason"]
SUCCESSIONS = ["region", "old", "new", "kind", "period"]
MOST_CHANGED = 0.02
"""A change of form moves a score by some points; of this share of the people that is still under 0.2 of the region."""
EVENTS = ["region", "agency", "period", "name_id", "name_en"]


def of_sector(choice: Choice, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chosen sector, where one is chosen."""
    return rows[rows["sector"] == choice.sector].reset_index(drop=True) if choice.sector else rows


@regardless_of("agency")
@frozen("leader", newest=True)
def agencies(choice: Choice) -> pd.DataFrame:
    """One row: one agency of the region in one published period (the whole history), with its interval.

    All agencies, whatever agency is chosen: they are its peers. In a chosen sector each keeps the range it has in the
    region. Adds se, low, high, half_width, cap to agency_scores, and the columns of `coverage.add_coverages`. What
    citizens alone say of an indicator has no coverage: no staff was to be covered.
    """
    if choice.sector:
        return of_sector(choice, agencies(replace(choice, sector=None)))
    scores = choice.ask("agency_scores", **choice.query("agencies", periods=True))
    scores = add_coverages(scores, staff=choice.position is None)  # the roster is known for whole agencies
    return with_ranges(choice, scores, choice.periods, "agency", scores, choice.indicator or "*")


@regardless_of("agency")
@frozen("leader", newest=True)
def region(choice: Choice) -> pd.DataFrame:
    """One row: the region in one published period, with its interval; `group` is the region's code."""
    scores = choice.ask("region_scores", **choice.query("agencies", periods=True)).assign(group=choice.region)
    members = agencies(choice)[["agency"]].drop_duplicates().assign(group=choice.region)
    scores = scores.assign(weight_coverage=scores["coverage"])
    return with_ranges(choice, scores, choice.periods, "group", members, choice.indicator or "*")


@regardless_of("agency")
@frozen("leader", newest=True)
def sectors(choice: Choice) -> pd.DataFrame:
    """One row: one sector in one published period, with its interval."""
    scores = choice.ask("sector_scores", **choice.query("agencies", periods=True))
    members = agencies(choice).drop_duplicates("agency")
    scores = scores.assign(weight_coverage=scores["coverage"])
    return with_ranges(choice, scores, choice.periods, "sector", members, choice.indicator or "*")


@regardless_of("agency")
@frozen("leader", newest=True)
def history(choice: Choice) -> pd.DataFrame:
    """`agencies` in order of time with segment and line: points joined by a line share one `line`."""
    if choice.sector:
        return of_sector(choice, history(replace(choice, sector=None)))
    scores = agencies(choice)
    if choice.indicator is None:
        asked = {"region": choice.region, "periods": list(choice.periods), "source": choice.source}
        observed = choice.ask("observed_weight", **asked)
        scores = scores.merge(shared_weight(observed), on=["agency", "period"], how="left")
    breaks = reference.rows(choice.ask, "breaks").reindex(columns=BREAKS)
    breaks = breaks[breaks["indicator"].isin(["", "*", *_made_of(choice)])]
    successions = reference.rows(choice.ask, "successions").reindex(columns=SUCCESSIONS)
    return with_segments(scores, breaks, successions, changes_of_form(choice))


@regardless_of("agency", "indicator")
@frozen("leader")
def histories(choice: Choice) -> pd.DataFrame:
    """`history` of every weighted indicator under one another, of all agencies, in the order of the indicators: worked
    out in one go, as what they take is mostly the same for one as for all."""
    if choice.sector:
        return of_sector(choice, histories(replace(choice, sector=None)))
    weighted = reference.weighted_indicators(choice.ask)
    scores = choice.ask("agency_indicators", **choice.query("agencies", "sectors", "indicator", periods=True))
    scores = scores[scores["indicator"].isin(weighted)].reset_index(drop=True)
    scores = add_coverages(scores, staff=choice.position is None)
    scores = with_ranges(choice, scores, choice.periods, "agency", scores)
    breaks = reference.rows(choice.ask, "breaks").reindex(columns=BREAKS)
    successions = reference.rows(choice.ask, "successions").reindex(columns=SUCCESSIONS)
    asked = choice.ask("instruments", **_asked(choice, choice.periods), each=True)
    found = with_segments(scores, breaks, successions, form_changes(asked, successions, "indicator"))
    return _in_order(found, "indicator", weighted)


@regardless_of("agency", "source")
@frozen("leader")
def source_histories(choice: Choice) -> pd.DataFrame:
    """`history` of every source under one another, of all agencies, in the order of the sources, in one go likewise."""
    if choice.sector:
        return of_sector(choice, source_histories(replace(choice, sector=None)))
    codes = reference.codes(choice.ask, "sources")
    each = replace(choice, source=EACH)
    scores = choice.ask("agency_sources", **choice.query("agencies", "source", periods=True))
    scores = scores[scores["source"].isin(codes)].reset_index(drop=True)
    scores = add_coverages(scores, staff=choice.position is None)
    scores = with_ranges(each, scores, choice.periods, "agency", scores, choice.indicator or "*")
    if choice.indicator is None:
        observed = choice.ask("observed_weight", region=choice.region, periods=list(choice.periods), source=EACH)
        shared = shared_weight(observed, ("agency", "source"))
        scores = scores.merge(shared, on=["agency", "source", "period"], how="left")
    breaks = reference.rows(choice.ask, "breaks").reindex(columns=BREAKS)
    breaks = breaks[breaks["indicator"].isin(["", "*", *_made_of(choice)])]
    successions = reference.rows(choice.ask, "successions").reindex(columns=SUCCESSIONS)
    forms = form_changes(choice.ask("instruments", **_asked(each, choice.periods)), successions, "source")
    return _in_order(with_segments(scores, breaks, successions, forms), "source", codes)


def _in_order(rows: pd.DataFrame, of: str, codes: list[str]) -> pd.DataFrame:
    """The rows in the order of what they are of."""
    place = rows[of].map({code: place for place, code in enumerate(codes)})
    return rows.iloc[place.argsort(kind="stable")].reset_index(drop=True)


def _made_of(choice: Choice) -> list[str]:
    """The indicators a figure is made of: a new questionnaire elsewhere is no break of it."""
    return [choice.indicator] if choice.indicator else reference.weighted_indicators(choice.ask)


@regardless_of("agency")
@frozen("leader", newest=True)
def funnel(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency in `period` with its funnel limits and place. other_form: it stands on another form than
    most, so it has no place among them, and what they are compared with is their own mean."""
    scores = agencies(choice)
    whole = region(choice)
    whole = whole[whole["period"] == period]
    middle = whole["score"]
    here = scores[scores["period"] == period].reset_index(drop=True)
    here["other_form"] = here["agency"].isin(other_form(choice, period)["agency"])
    if not here["other_form"].any():
        ends = (float(whole["ends_below"].sum()), float(whole["ends_above"].sum()))
        return add_funnel(here, float(middle.iloc[0]) if middle.notna().any() else None, centre_ends=ends)
    alike = add_funnel(here[~here["other_form"]].reset_index(drop=True))
    apart = here[here["other_form"]].assign(centre=alike["centre"].median(), funnel="none")
    return pd.concat([alike, apart], ignore_index=True)


@regardless_of("agency", "indicator")
@frozen("leader", newest=True)
def indicators(choice: Choice) -> pd.DataFrame:
    """One row: one agency and indicator in the chosen period, against the region's mean of that indicator.

    Adds low, high, centre, certain: the difference from the centre holds against all cells of the region together. What
    stands on another form than most has no place among them, and no part in the centre.
    """
    if choice.sector:
        return of_sector(choice, indicators(replace(choice, sector=None)))
    scores = choice.ask("indicator_scores", **choice.query("agencies", "indicator", "sectors"))
    ranges = with_ranges(choice, scores, [choice.period])
    otherwise = _pairs(ranges).isin(_pairs(other_form(choice, choice.period)))
    alike = ranges[~otherwise].reset_index(drop=True)
    cells = add_difference(alike.assign(n_people=alike["n_range"])).assign(n_people=alike["n_people"])
    cells["certain"] = cells["place"].isin(["above", "below"]) & cells["n_range"].ge(5)
    if otherwise.any():
        cells = pd.concat([cells, ranges[otherwise].assign(certain=False)], ignore_index=True)
    return cells


@regardless_of("agency", "indicator", "sector")
@frozen("leader", newest=True)
def sector_indicators(choice: Choice) -> pd.DataFrame:
    """One row: one sector and weighted indicator in the chosen period, against the region's mean of that indicator.

    Adds low, high, centre, difference (points), certain, as `indicators`; the region's sectors, whichever is chosen,
    but for those of which an agency stands on another form than most.
    """
    scores = choice.ask("sector_indicators", **choice.query("agencies", "indicator", "sectors"))
    scores = scores[scores["indicator"].isin(reference.weighted_indicators(choice.ask))]
    members = agencies(choice).drop_duplicates("agency")
    off = other_form(choice, choice.period).merge(members[["agency", "sector"]])
    scores = scores[~_pairs(scores, "sector").isin(_pairs(off, "sector"))].reset_index(drop=True)
    ranges = with_ranges(choice, scores, [choice.period], "sector", members)
    cells = add_difference(ranges.assign(n_people=ranges["n_range"])).assign(n_people=ranges["n_people"])
    return cells.assign(certain=cells["place"].isin(["above", "below"]) & cells["n_range"].ge(5))


def _pairs(rows: pd.DataFrame, of: str = "agency") -> pd.MultiIndex:
    """Agency (or sector) and indicator of each row."""
    return pd.MultiIndex.from_frame(rows[[of, "indicator"]])


@remembered
def events(choice: Choice, agency: str | None = None) -> pd.DataFrame:
    """One row: something that happened in the region or to the agency, with the place of its period in time."""
    known = reference.rows(choice.ask, "events").reindex(columns=EVENTS)
    here = (known["region"] == choice.region) & (known["agency"].isin(["", agency]) | known["agency"].isna())
    published = choice.ask("published", region=choice.region).drop_duplicates("period")[["period", "seq"]]
    return known[here].merge(published, on="period")


@regardless_of("agency", "sector", "position")
@remembered
def changes_of_form(choice: Choice) -> pd.DataFrame:
    """One row: one agency and period from which what is chosen stands on another form (`instruments.form_changes`)."""
    forms = choice.ask("instruments", **_asked(choice, choice.periods))
    return form_changes(forms, reference.rows(choice.ask, "successions").reindex(columns=SUCCESSIONS))


@regardless_of("agency", "sector")
@remembered
def other_form(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency and indicator of `period` on another form than most people of the region."""
    forms = choice.ask("instruments", **_asked(choice, [period]))
    people = choice.ask("agency_scores", **choice.query("agencies", "sectors", "indicator") | {"periods": [period]})
    heads = people.set_index("agency")["n_people"].fillna(people.set_index("agency")["n_respondents"])
    return other_forms(forms, heads)


def changed_here(choice: Choice) -> pd.DataFrame:
    """The rows of `changes_of_form` at the chosen period."""
    rows = changes_of_form(choice)
    return rows[rows["period"] == choice.period]


def region_breaks(choice: Choice, scores: pd.DataFrame) -> list[str]:
    """The periods in which the region's figure stands on other forms than before: agencies of more than `MOST_CHANGED`
    of its people changed theirs. scores: agency, period, n_people."""
    changed = changes_of_form(choice)[["agency", "period"]].assign(changed=True)
    heads = scores[["agency", "period", "n_people"]].merge(changed, on=["agency", "period"], how="left")
    heads["n_people"] = heads["n_people"].astype(float).fillna(1.0)
    heads["moved"] = heads["n_people"].where(heads["changed"].notna(), 0.0)
    sums = heads.groupby("period")[["n_people", "moved"]].sum()
    return sums.index[sums["moved"] > MOST_CHANGED * sums["n_people"]].tolist()


def _asked(choice: Choice, periods: Sequence[str]) -> dict[str, object]:
    return {
        "region": choice.region, "periods": list(periods), "indicator": choice.indicator, "source": choice.source
    }  # fmt: skip
