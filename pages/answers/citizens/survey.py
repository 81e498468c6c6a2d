"""What citizens say of the agencies that serve them: the index of the satisfaction survey and its nine elements.

From released figures only. A survey is about an agency, never about a person.
"""

import pandas as pd

from analytics.citizens.satisfaction import ELEMENTS, OF_STAFF, satisfaction
from analytics.trends.instruments import form_changes
from analytics.trends.segments import with_segments
from analytics.trends.trends import trends
from analytics.verdicts import judge
from pages.answers import reference, scores
from pages.answers.choice import Choice, remembered

PLACE = ["region", "agency", "agency_name", "short", "sector", "period", "cadence", "seq", "merged", "held"]


@remembered
def elements(choice: Choice) -> pd.DataFrame:
    """One row: one agency and element of the survey in one published period up to the chosen one, of the whole region:
    the columns of the query `survey_elements`. A renamed agency stands under its newest code."""
    asked = choice.until_chosen()
    rows = choice.ask("survey_elements", region=choice.region, periods=list(asked.periods))
    newest = reference.renamed(choice.ask, choice.region)
    return rows.assign(agency=rows["agency"].replace(newest))


@remembered
def indices(choice: Choice) -> pd.DataFrame:
    """One row: one agency in one published period up to the chosen one, of the whole region, with its index
    (`satisfaction`) and its segment: figures of two segments are not compared."""
    rows = elements(choice)
    held = rows.groupby(["agency", "period"])["held"].transform("any") if len(rows) else rows["held"]
    asked = rows.assign(held=held)[[*PLACE, "indicator", "score", "scale", "n_respondents"]]
    known = satisfaction(asked, bands(choice))
    known = known.assign(score=known["ikm"], coverage=pd.NA, n_people=pd.NA)
    breaks = reference.rows(choice.ask, "breaks").reindex(columns=scores.BREAKS)
    breaks = breaks[breaks["indicator"].isin(["", "*", *ELEMENTS])]
    steps = reference.rows(choice.ask, "successions").reindex(columns=scores.SUCCESSIONS)
    return with_segments(known, breaks, steps, _changed_forms(rows, steps))


def bands(choice: Choice) -> pd.DataFrame:
    """The grades of the index: code, low, high."""
    rows = reference.rows(choice.ask, "bands").reindex(columns=["scheme", "code", "low", "high"])
    rows = rows[rows["scheme"] == "SKM_2017"]
    return rows.assign(low=pd.to_numeric(rows["low"]), high=pd.to_numeric(rows["high"]))


def _changed_forms(rows: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    forms = rows.dropna(subset="scale").assign(source="citizen", rule_set=None)
    return form_changes(forms, steps)


@remembered
def here(choice: Choice) -> pd.DataFrame:
    """One row: one chosen agency with a survey in the chosen period, the highest index first, those without last; with
    what may be said of its way so far: verdict, slope (points of the index per period), n_periods."""
    known = indices(choice)
    moves = judge(trends(known)) if len(known) else known.assign(verdict=None, estimate=0.0, n_periods=0)
    moves = moves.rename(columns={"estimate": "slope"})[["agency", "cadence", "slope", "verdict", "n_periods"]]
    now = known[known["period"] == choice.period].merge(moves, on=["agency", "cadence"], how="left")
    return narrowed(choice, now).sort_values(["ikm", "agency"], ascending=[False, True], ignore_index=True)


def narrowed(choice: Choice, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chosen sector and agency."""
    if choice.sector:
        rows = rows[rows["sector"] == choice.sector]
    return rows[rows["agency"] == choice.agency] if choice.agency else rows


@remembered
def by_element(choice: Choice) -> pd.DataFrame:
    """One row: one element in the chosen period over the chosen agencies, each weighed by who answered: value (1 to 4),
    n_respondents, n_agencies, of_staff (what people can be trained in); the lowest first.

    Of agencies with an index and a known number of respondents: the same ones on every element.
    """
    counted = here(choice)
    counted = counted[counted["ikm"].notna() & counted["n_respondents"].notna()]
    rows = elements(choice)
    rows = rows[rows["period"].eq(choice.period) & rows["agency"].isin(counted["agency"])]
    total = (rows["score"] * rows["n_respondents"].astype(float)).groupby(rows["indicator"]).sum()
    answered = rows.groupby("indicator")["n_respondents"].sum()
    frame = pd.DataFrame({"value": 1 + 3 * (total / answered) / 100, "n_respondents": answered})
    frame = frame.assign(n_agencies=rows.groupby("indicator").size(), of_staff=frame.index.isin(OF_STAFF))
    return frame.rename_axis("indicator").reset_index().sort_values(["value", "indicator"], ignore_index=True)
