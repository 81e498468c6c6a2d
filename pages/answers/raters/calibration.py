"""What a calibration meeting talks about: strict and lenient raters, habits of rating, agreement. For planners."""

import numpy as np
import pandas as pd

from analytics.raters.habits import HABITS, habits
from analytics.raters.reliability import reliability
from analytics.raters.severity import COLUMNS, pairs, severities
from pages.answers.choice import FILTERS, Choice, regardless_of, remembered

WORTH = 5.0
"""Points from the mean of their group from which on, for sure, a rater is worth a talk: half of a level."""
OWN = [*COLUMNS, "raw", "sources", "agency", "sector", "unit", "habits"]


@regardless_of(*FILTERS)
@remembered
def worked_out(choice: Choice) -> dict[str, pd.DataFrame]:
    """raters: one row is one rater named in the period (`severities`, with raw, how far their ratings lie from what
    their source says on average; sources; agency, sector and unit of most of the people they rated; habits they stand
    out in).
    sources: `analytics.raters.reliability.reliability`."""
    given = choice.ask("person_ratings", region=choice.region, periods=[choice.period])
    known = pairs(given)
    told = severities(known).set_index("rater")
    told["raw"] = known.groupby("rater")["value"].mean()
    named = given[given["rater"].notna() & given["source"].ne("self")]
    told["sources"] = named.groupby("rater")["source"].agg(lambda own: tuple(sorted(set(own))))
    people = named.drop_duplicates(["rater", "employee"])
    homes = people.groupby(["rater", "agency", "sector", "unit"], as_index=False).size()
    homes = homes.sort_values(["rater", "size", "agency", "unit"], ascending=[True, False, True, True])
    told = told.join(homes.drop_duplicates("rater").set_index("rater")[["agency", "sector", "unit"]])
    ways = habits(given)
    own = ways.groupby("rater")["named"].agg(lambda each: {name for names in each for name in names})
    told["habits"] = [tuple(name for name in HABITS if name in own.get(code, ())) for code in told.index]
    by_source = [pairs(part).assign(source=source) for source, part in given.groupby("source") if source != "self"]
    empty = pd.DataFrame(columns=["source", "employee", "rater", "value"])
    agreement = reliability(pd.concat(by_source, ignore_index=True) if by_source else empty)
    return {"raters": told.reset_index()[OWN], "sources": agreement}


def raters(choice: Choice) -> pd.DataFrame:
    """`worked_out` raters under the filters of sector and source; talk: whether a calibration meeting should talk about
    them; those first, by how far they lie from their group."""
    told = worked_out(choice)["raters"]
    if choice.sector:
        told = told[told["sector"].eq(choice.sector)]
    if choice.source:
        told = told[[choice.source in own for own in told["sources"]]]
    far = told["low"].gt(WORTH) | told["high"].lt(-WORTH)
    talk = far | told["habits"].map(len).gt(0)
    told = told.assign(talk=talk, far=-np.abs(told["severity"].fillna(0.0)))
    told = told.sort_values(["talk", "far", "rater"], ascending=[False, True, True], kind="stable", ignore_index=True)
    return told.drop(columns="far")


def sources(choice: Choice) -> pd.DataFrame:
    """`worked_out` sources: how far each agrees about the same person."""
    return worked_out(choice)["sources"]
