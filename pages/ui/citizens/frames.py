"""The frames of the citizens page: what citizens say of agencies, beside superiors, over time, and of each element."""

import pandas as pd

from analytics.citizens.disagreement import FEWEST_AGENCIES
from analytics.trends.segments import joined
from analytics.verdicts import MOVES, STRENGTH
from pages.answers.choice import Choice
from pages.answers.citizens import beside, survey
from pages.answers.citizens import service_points as points_of
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.words import formats, sentences, t

DRAWN, PANELS, ASKED = 12, 8, 3
DISAGREE = ("citizens_lower", "citizens_higher")


@remembered
def surveyed(choice: Choice) -> pd.DataFrame:
    """`survey.here` as bars and table take it: one row is one agency, the lowest index first, those without last."""
    known = survey.here(choice).sort_values(["ikm", "agency"], ignore_index=True)
    called = names("indicators")
    verdicts = known["verdict"].fillna("insufficient")
    return known.assign(
        key=known["agency"],
        label=known["short"],
        value=known["ikm"],
        ikm_words=[ikm(value) for value in known["ikm"]],
        text=[f"{ikm(row.ikm)} ({row.band})" for row in known.itertuples()],
        tone="",
        band_words=[_band(row) for row in known.itertuples()],
        weakest_name=known["weakest"].map(called),
        verdict_words=[sentences.verdict(code) for code in verdicts],
        verdict=verdicts,
        slope=known["slope"].where(verdicts.isin(MOVES)),
        note=[_note(row) for row in known.itertuples()],
    )


def ikm(value: float) -> str:
    """The index with the two decimals of the rule."""
    return formats.number(value, 2)


def _band(row) -> str:
    if not formats.missing(row.reason):
        return t(f"citizens.reason_{row.reason}")
    return formats.MISSING if formats.missing(row.band) else row.band


def _note(row) -> str:
    parts = [t("note.merged")] if row.merged else []
    return "; ".join(parts + sentences.notes(row)) or formats.MISSING


@remembered
def views(choice: Choice) -> pd.DataFrame:
    """`beside.beside` as dumbbells and table: those who disagree beyond chance first, each with a sign."""
    both = beside.beside(choice)
    certain = both["place"].isin(DISAGREE)
    both = both.assign(
        key=both["agency"],
        label=both["short"].where(~certain, f"{sentences.SIGNS['above998']} " + both["short"].astype(str)),
        one=both["superior"],
        two=both["citizens"],
        place_words=[t(f"citizens.place_{'untold' if formats.missing(code) else code}") for code in both["place"]],
        certain=certain,
    )
    return both.sort_values("certain", ascending=False, kind="stable", ignore_index=True)


@remembered
def elements(choice: Choice) -> pd.DataFrame:
    """`survey.by_element` as bars: staff's elements coloured, the others quiet."""
    rows = survey.by_element(choice)
    about = [t(f"citizens.about_{'staff' if staff else 'service'}") for staff in rows["of_staff"]]
    value_words = [formats.number(value, 2) for value in rows["value"]]
    return rows.assign(
        key=rows["indicator"],
        label=rows["indicator"].map(names("indicators")),
        indicator_name=rows["indicator"].map(names("indicators")),
        value_words=value_words,
        text=[f"{value} · {what}" for value, what in zip(value_words, about, strict=True)],
        tone=["" if staff else "quiet" for staff in rows["of_staff"]],
        about_words=about,
    )


@remembered
def over_time(choice: Choice) -> pd.DataFrame:
    """One row: one agency's index in one period: those whose direction is certain first, then the lowest; as panels."""
    now = surveyed(choice).dropna(subset="ikm")
    strength = now["verdict"].map({code: place for place, code in enumerate(STRENGTH)})
    first = now.assign(strength=strength.where(now["verdict"].isin(MOVES), len(STRENGTH)))
    order = first.sort_values(["strength", "ikm", "agency"])["agency"].tolist()[:PANELS]
    rows = survey.indices(choice).dropna(subset="ikm")
    rows = rows[rows["agency"].isin(order) & rows["cadence"].isin(now["cadence"])].sort_values("seq")
    parts = [rows[rows["agency"] == agency] for agency in order]
    if not parts:
        return rows.assign(series="", panel="", label="", focus=True, joined=False)
    lines = pd.concat([part.assign(joined=joined(part)) for part in parts], ignore_index=True)
    said = dict(zip(now["agency"], now["verdict"], strict=True))
    verdicts = [sentences.verdict(said[agency]) for agency in lines["agency"]]
    called = dict(zip(now["agency"], now["short"], strict=True))
    panels = lines["agency"].map(called)
    return lines.assign(
        series=lines["agency"], panel=panels, label=panels, focus=True, score=lines["ikm"],
        ikm_words=[ikm(value) for value in lines["ikm"]], verdict_words=verdicts,
    )  # fmt: skip


def breaks(choice: Choice) -> list[str]:
    """The periods across which no index is compared, with the reason, each once."""
    rows = survey.indices(choice)
    rows = rows[rows["starts_because"].eq("break")].drop_duplicates(["period", "starts_with"])
    return [
        t("citizens.break_at", period=formats.period(row.period), reason=formats.plain(row.starts_with))
        for row in rows.itertuples()
    ]


@remembered
def service_points(choice: Choice) -> pd.DataFrame:
    """`service_points.service_points` with what each is called. For planners only."""
    points = points_of.service_points(choice)
    return points.assign(
        unit_words=[_unit(row) for row in points.itertuples()],
        ikm_words=[ikm(value) for value in points["ikm"]],
        given_words=[ikm(value) for value in points["given"]],
        band_words=[_band(row) for row in points.itertuples()],
        weakest_name=points["weakest"].map(names("indicators")),
        per_thousand_words=[formats.number(value) for value in points["per_thousand"]],
    )


def _unit(row) -> str:
    if row.n_units > 1:
        return t("citizens.unit_together", n=formats.count(row.n_units))
    return row.unit or t("citizens.unit_whole")


def headline(choice: Choice) -> tuple[str, str]:
    """The finding of the page and the sentences under it."""
    known, both = surveyed(choice), views(choice)
    tested = both["place"].notna()
    n = int(both["certain"].sum())
    if tested.any():
        title = t(f"citizens.title_{'some' if n else 'none'}", n=formats.count(n), all=formats.count(tested.sum()))
    elif known["ikm"].notna().any():
        title = t("citizens.title_ikm", n=formats.count(known["ikm"].notna().sum()), **reach(known))
    else:
        title = t("citizens.page")
    return title, " ".join(filter(None, (lead(known), association(choice) if tested.any() else "")))


def reach(known: pd.DataFrame) -> dict[str, str]:
    """The lowest and the highest index, in words."""
    return {"low": ikm(known["ikm"].min()), "high": ikm(known["ikm"].max())}


def lead(known: pd.DataFrame) -> str:
    """How far the indices reach, and how many agencies have each grade."""
    graded = known[known["ikm"].notna()]
    if graded.empty:
        return t("citizens.lead_none")
    counts = graded["band"].value_counts().sort_index()
    bands = ", ".join(t("citizens.band_of", band=band, n=formats.count(n)) for band, n in counts.items())
    return t("citizens.lead", n=formats.count(len(graded)), bands=bands, **reach(graded))


def association(choice: Choice) -> str:
    """How far superiors and citizens put agencies in the same order; what it is not."""
    rho, low, high = beside.correlation(choice)
    if formats.missing(rho):
        return t("citizens.few", n=FEWEST_AGENCIES)
    ends = {"rho": formats.number(rho, 2), "low": formats.number(low, 2), "high": formats.number(high, 2)}
    return t("citizens.sentence_rho", **ends)


def questions(choice: Choice) -> list[tuple[str, str]]:
    """(agency, what to ask its head) of those who disagree beyond chance, the largest first."""
    both, known = views(choice), surveyed(choice).set_index("agency")
    asked = []
    for row in both[both["certain"]].head(ASKED).itertuples():
        element = known["weakest_name"].get(row.agency)
        text = t(
            f"citizens.ask_{row.place}", name=formats.plain(row.agency_name), gap=formats.number(abs(row.off)),
            element=formats.MISSING if formats.missing(element) else formats.plain(element),
        )  # fmt: skip
        asked.append((row.agency, text))
    return asked
