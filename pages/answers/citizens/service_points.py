"""Each service point with its index, complaints and days. Of what was uploaded, not of a release; for planners."""

import pandas as pd

from analytics.citizens.satisfaction import ELEMENTS
from analytics.citizens.service_points import MEASURES, side_by_side
from pages.answers import reference
from pages.answers.choice import Choice, remembered
from pages.answers.citizens.survey import bands, narrowed

_NAMES = {
    "complaints": "complaints", "aduan": "complaints", "jumlah aduan": "complaints", "pengaduan": "complaints",
    "jumlah pengaduan": "complaints", "services": "services", "layanan": "services", "jumlah layanan": "services",
    "response_days": "days", "response days": "days", "hari penyelesaian aduan": "days", "ikm": "given",
    "nilai ikm": "given", "skm": "given", "nilai skm": "given",
}  # fmt: skip
"""Measure, as files name it -> what it is."""


@remembered
def service_points(choice: Choice) -> pd.DataFrame:
    """One row: one service point of the chosen agencies in the chosen period (`side_by_side`), those with most
    complaints per 1,000 services first, with agency_name and sector."""
    rows = choice.ask("service_points", region=choice.region, period=choice.period)
    rows = narrowed(choice, rows.assign(agency=rows["agency"].replace(reference.renamed(choice.ask, choice.region))))
    rows = rows.assign(measure=[_NAMES.get(name.casefold(), name) for name in rows["measure"]])
    rows = rows[rows["measure"].isin([*ELEMENTS, *MEASURES])]
    wide = rows.pivot_table(index=["agency", "unit"], columns="measure", values="value", aggfunc="last")
    asked = rows[rows["measure"].isin(ELEMENTS)].groupby(["agency", "unit"])["respondents"].min()
    wide = wide.reindex(columns=[*ELEMENTS, *MEASURES]).join(asked.rename("n_respondents")).reset_index()
    known = rows.drop_duplicates("agency")[["agency", "agency_name", "sector"]]
    points = side_by_side(wide, bands(choice)).merge(known, on="agency", how="left")
    return points.sort_values(
        ["per_thousand", "ikm", "agency", "unit"], ascending=[False, True, True, True], ignore_index=True
    )
