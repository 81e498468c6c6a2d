"""Whom to recognise, to guide and to ask to teach others, with what was decided. For planners."""

import pandas as pd

from analytics.people.candidates import COLUMNS, candidates
from data.batches.decisions import person_subject
from pages.answers.choice import Choice, remembered
from pages.answers.needs import decisions
from pages.answers.needs.needs import person_gaps


@remembered
def of_region(choice: Choice) -> pd.DataFrame:
    """`candidates` of the chosen period and the one before it, with agency and sector of each; nobody where there is no
    period before."""
    if choice.previous is None:
        return pd.DataFrame(columns=[*COLUMNS, "agency", "sector"])
    marks = pd.concat([person_gaps(choice.whole(choice.previous)), person_gaps(choice)], ignore_index=True)
    official = choice.ask("person_predicates", region=choice.region, period=choice.period)
    homes = marks.sort_values("seq").drop_duplicates("employee", keep="last").set_index("employee")
    listed = candidates(marks, official)
    return listed.join(homes[["agency", "sector"]], on="employee")


def lists(choice: Choice) -> pd.DataFrame:
    """`of_region` under the filters of sector, agency and indicator (where indicators are named), with subject and what
    was decided in the chosen period: decision, decision_reason."""
    listed = of_region(choice.whole())
    for column, wanted in (("sector", choice.sector), ("agency", choice.agency)):
        if wanted:
            listed = listed[listed[column].eq(wanted)]
    if choice.indicator:
        listed = listed[[not own or choice.indicator in own for own in listed["indicators"]]]
    subjects = [person_subject(row.list, row.agency, row.employee) for row in listed.itertuples()]
    told = decisions.decided(choice, subjects)
    return listed.assign(
        subject=subjects, decision=told["decision"].tolist(), decision_reason=told["reason"].tolist()
    ).reset_index(drop=True)
