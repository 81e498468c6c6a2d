"""The catalogue of programmes with prices, what each works on, and which match the needs. For planners."""

import pandas as pd

from analytics.needs.programmes import best as best_programmes
from analytics.needs.programmes import matches, prepare, uncovered, unused
from pages.answers import reference
from pages.answers.choice import FILTERS, Choice, frozen, regardless_of, remembered
from pages.answers.needs import effects
from pages.answers.needs.links import links
from pages.answers.needs.needs import called, filtered, open_gaps, person_gaps
from pages.answers.needs.roster import persons


def rates(choice: Choice) -> dict[str, float]:
    """Rupiah of what a seat costs beside the course: `travel` per seat, `allowance` per day; the region's own first."""
    known = reference.rows(choice.ask, "plan_rates")
    own = known.loc[known["region"].isin(["", choice.region])].sort_values("region")
    return dict(zip(own["code"], pd.to_numeric(own["rupiah"]), strict=True))


def catalogue(choice: Choice) -> pd.DataFrame:
    """One row: one programme ready for planning, with the effect it is expected to have in this region; what has no
    hours, price or capacity is left out."""
    offers = _offers(choice)
    expected = effects.expected(choice, offers["programme"].tolist())
    return offers.assign(effect=offers["programme"].map(expected).astype(float))


def _offers(choice: Choice) -> pd.DataFrame:
    """`catalogue` with the effect nobody has looked back on."""
    table = reference.rows(choice.ask, "programmes").replace("", None)
    for column in ("jp_min", "price_max", "capacity"):
        table[column] = pd.to_numeric(table[column])
    table["structural"] = table["structural"].astype(str).str.lower() == "true"
    return prepare(table, **rates(choice))[0]


def offered(choice: Choice, indicator: str, sector: str, most: int = 2) -> list[str]:
    """Codes of the programmes for a sector that work most on one indicator, the strongest first, none structural."""
    known = _offers(choice)
    fits = known["sectors"].map(lambda sectors: not sectors or sector in sectors).astype(bool)
    known = known[~known["structural"] & fits]
    own = links(choice)
    own = own[(own["indicator"] == indicator) & own["programme"].isin(known["programme"])]
    return own.sort_values(["strength", "programme"], ascending=[False, True])["programme"].head(most).tolist()


def matching(choice: Choice, pairs: frozenset[tuple[str, str]] | None = None) -> pd.DataFrame:
    """One row: one programme, best first, for the needs of `filtered` (`analytics.needs.programmes.matches`)."""
    if pairs is not None or choice.indicator or (choice.sector and choice.agency):
        return _matching(choice, pairs)
    unit, part = ("agency", choice.agency) if choice.agency else ("sector", choice.sector)
    table = _of_parts(choice.whole(), unit if part else "")
    return table[table["part"] == (part or "")].drop(columns="part").reset_index(drop=True)


@remembered
def _matching(choice: Choice, pairs: frozenset[tuple[str, str]] | None) -> pd.DataFrame:
    return matches(open_gaps(choice, filtered(choice, pairs)), persons(choice), catalogue(choice), links(choice))


@frozen("planner")
def _of_parts(choice: Choice, unit: str) -> pd.DataFrame:
    """`matching` of every sector or agency (unit), with its code as part; of the region (unit and part "")."""
    needs = filtered(choice)
    part = {"": "", "sector": needs["sector"], "agency": called(choice, needs["agency"])}[unit]
    return matches(
        open_gaps(choice, needs.assign(part=part)), persons(choice), catalogue(choice), links(choice), ("part",)
    )


def best(choice: Choice, agency: str, indicator: str) -> tuple[float, int, str]:
    """Rupiah of the best programme for the people of one need who are below standard and whom it fits, how many, and
    its code; NaN, 0 and "" where none fits."""
    known = _best(choice.whole())
    for row in known[(known["agency"] == agency) & (known["indicator"] == indicator)].itertuples():
        return row.cost, row.people, row.programme
    return float("nan"), 0, ""


@frozen("planner")
def _best(choice: Choice) -> pd.DataFrame:
    """`best` of every need, with its agency and indicator."""
    gaps, offered, need = person_gaps(choice), catalogue(choice), ("agency", "indicator")
    below = gaps.loc[gaps["gap"] > 0]
    return best_programmes(matches(below, persons(choice), offered, links(choice), need), offered, need)


@regardless_of(*FILTERS)
@frozen("planner")
def bare(choice: Choice) -> tuple[list[str], list[str]]:
    """Needed indicators no programme covers, and programmes nobody needs, as codes."""
    offered, gaps, known = catalogue(choice), person_gaps(choice), links(choice)
    return uncovered(gaps, offered, known)["indicator"].tolist(), unused(gaps, offered, known)["programme"].tolist()
