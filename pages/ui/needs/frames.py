"""The frames of the needs page: person gaps of a period, needs with their reasons, matching programmes."""

import numpy as np
import pandas as pd
import streamlit as st

from analytics.needs.causes import causes, training_gaps
from analytics.needs.persons import person_needs, person_scores, reliability, source_scores
from analytics.needs.programmes import matches, prepare, uncovered, unused
from analytics.needs.ranking import TOP, group_needs, robustness
from data.batches.decisions import need_subject
from pages.answers.choice import Choice
from pages.ui.clusters import sent
from pages.ui.page import cached, guard
from pages.ui.page.names import names, renamed, rows, valid
from pages.ui.panel.tables import Column, usual
from pages.ui.scores.figures import remembered
from pages.ui.words import formats, t

SEED = 20_251_231
GUESS = "perkiraan"


def indicators() -> pd.DataFrame:
    """indicator, trainable: the current reference rows."""
    found = rows("indicators")
    return pd.DataFrame({"indicator": found["code"], "trainable": found["trainable"].astype(str).str.lower() == "true"})


def _numbers(table: str, value: str, period: str) -> pd.DataFrame:
    """position, indicator and one number of the rows of a reference table that are valid in `period`."""
    found = valid(table, period)
    found[value] = pd.to_numeric(found[value])
    return found.assign(estimated=found["note"].str.contains(GUESS))[["position", "indicator", value, "estimated"]]


def ratings(choice: Choice) -> pd.DataFrame:
    """Ratings of the chosen period and the one before it: what confirms a need."""
    asked = [code for code in (choice.previous, choice.period) if code]
    return cached.ask("person_ratings", region=choice.region, periods=asked)


@st.cache_data(max_entries=8, show_spinner=False)
def _gaps(region: str, period: str, previous: str | None, role: str, version: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    asked = [code for code in (previous, period) if code]
    given = cached.ask("person_ratings", region=region, periods=asked)
    known = valid("sources", period)
    sources = pd.DataFrame({"source": known["code"], "weight": pd.to_numeric(known["weight"])})
    by_source = source_scores(given, sources)
    spread = reliability(by_source)
    scores = person_scores(by_source, spread)
    weights = _numbers("weights", "weight", period).drop(columns="estimated")
    gaps = person_needs(scores, by_source, _numbers("standards", "standard", period), weights)
    return gaps.loc[gaps["period"] == period].reset_index(drop=True), spread


@remembered
def person_gaps(choice: Choice) -> pd.DataFrame:
    """One row: one person and weighted indicator of the chosen period (`analytics.needs.persons.person_needs`)."""
    return _gaps(choice.region, choice.period, choice.previous, guard.role(), cached.store().version())[0]


@remembered
def needs(choice: Choice) -> pd.DataFrame:
    """One row: one agency and indicator with factors, robustness, reason and standing decision; all of the region."""
    gaps = person_gaps(choice)
    found = group_needs(gaps, indicators())
    weights = _numbers("weights", "weight", choice.period)
    found = robustness(found, gaps, weights, np.random.default_rng(SEED))
    newest = ratings(choice)
    pairs = zip(found["agency"], found["indicator"], strict=True)
    standing = decisions(choice)
    insisted = {
        (agency, indicator)
        for agency, indicator in pairs
        if standing.get((need_subject(indicator, agency), choice.period), ("", ""))[0] == "accept"
    }
    return causes(found, gaps, newest.loc[newest["period"] == choice.period], frozenset(insisted))


def shown(choice: Choice) -> pd.DataFrame:
    """`needs` under the page's filters, with names and words, and what was decided now and in an earlier period."""
    found = needs(choice)
    home = person_gaps(choice).drop_duplicates("agency").set_index("agency")["sector"]
    found["sector"] = found["agency"].map(home)
    goes_on = renamed(choice.region)
    for column, wanted in (("sector", choice.sector), ("agency", choice.agency), ("indicator", choice.indicator)):
        if wanted:
            found = found.loc[found[column].replace(goes_on if column == "agency" else {}) == wanted]
    if cluster := sent.sent(choice):
        found = found.loc[found["agency"].isin(cluster.agencies) & found["indicator"].isin(cluster.below.index)]
    called = agency_names(choice)
    decided = decisions(choice)
    subject = [need_subject(row.indicator, row.agency) for row in found.itertuples()]
    status = np.where(found["confirmed"], "confirmed", "provisional")
    return found.assign(
        subject=subject,
        agency_name=found["agency"].map(called).fillna(found["agency"]),
        indicator_name=found["indicator"].map(names("indicators")),
        status=[t(f"training_needs.{code}") for code in status],
        reason_words=[t(f"need_reason.{code}") if code else "" for code in found["reason"]],
        now=[_decision_words(decided.get((key, choice.period))) for key in subject],
        before=[_decision_words(_earlier(decided, key, choice)) for key in subject],
    ).reset_index(drop=True)


def decisions(choice: Choice) -> dict[tuple[str, str], tuple[str, str]]:
    """(subject, period) -> (decision, reason)."""
    found = cached.ask("decisions", region=choice.region)
    return {(row.subject, row.period): (row.decision, row.reason) for row in found.itertuples()}


def _earlier(decided: dict, subject: str, choice: Choice) -> tuple[str, str] | None:
    past = [code for code in choice.earlier if (subject, code) in decided]
    return decided[(subject, past[-1])] if past else None


def _decision_words(decision: tuple[str, str] | None) -> str:
    if decision is None:
        return ""
    code, reason = decision
    words = t(f"training_needs.did.{code}")
    return f"{words}: {reason}" if reason else words


def agency_names(choice: Choice) -> dict[str, str]:
    """Agency code -> name, from everybody on the roster."""
    people = persons(choice)
    return dict(zip(people["agency"], people["agency_name"], strict=True))


def short_names(choice: Choice) -> dict[str, str]:
    """Agency code -> the name a chart has room for."""
    known = rows("agencies")
    known = known[known["region"] == choice.region]
    return dict(zip(known["code"], known["short"], strict=True))


def persons(choice: Choice) -> pd.DataFrame:
    """One row: one employee on the roster of the chosen period, with hours attended in the plan year."""
    year = plan_year(choice)
    return cached.ask("plan_persons", region=choice.region, period=choice.period, plan_year=year)


def plan_year(choice: Choice) -> int:
    """The year after the evaluation's."""
    return int(choice.period[:4]) + 1


def rates(region: str) -> dict[str, float]:
    """Rupiah of what a seat costs beside the course: `travel` per seat, `allowance` per day; the region's own first."""
    found = rows("plan_rates")
    own = found.loc[found["region"].isin(["", region])].sort_values("region")
    return dict(zip(own["code"], pd.to_numeric(own["rupiah"]), strict=True))


def catalogue(choice: Choice) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The programmes ready for planning, and those left out with the reason."""
    table = rows("programmes").replace("", None)
    for column in ("jp_min", "price_max", "capacity"):
        table[column] = pd.to_numeric(table[column])
    table["structural"] = table["structural"].astype(str).str.lower() == "true"
    return prepare(table, **rates(choice.region))


def links() -> pd.DataFrame:
    """programme, indicator, strength."""
    found = rows("programme_links")
    return found.assign(strength=pd.to_numeric(found["strength"]))[["programme", "indicator", "strength"]]


def top(choice: Choice, table: pd.DataFrame, most: int = 12) -> pd.DataFrame:
    """The largest needs as bars take them."""
    here, short = table.loc[table["need"] > 0].head(most), short_names(choice)
    return here.assign(
        key=here["subject"],
        label=[f"{row.indicator} · {short.get(row.agency, row.agency_name)}" for row in here.itertuples()],
        value=here["need"],
        text=[
            f"{formats.number(row.need)} · {t('training_needs.people', n=formats.count(row.people))}"
            for row in here.itertuples()
        ],
        tone=["quiet" if row.reason else "bad" if row.confirmed else "" for row in here.itertuples()],
    )  # fmt: skip


def columns() -> list[Column]:
    """Every factor in its own column."""
    return [
        Column("rank", t("training_needs.rank"), "count"),
        *usual("agency", "indicator"),
        Column("weight", t("training_needs.weight"), "percent"),
        Column("people", t("training_needs.below"), "count"),
        Column("rated", t("table.n_people"), "count"),
        Column("mean_gap", t("training_needs.mean_gap"), "score"),
        Column("p_gap", t("training_needs.p_gap"), "percent"),
        Column("need", t("training_needs.need"), "score"),
        Column("reliability", t("training_needs.reliability"), "percent"),
        Column("robust", t("training_needs.robust", top=TOP), "percent"),
        Column("status", t("training_needs.status")),
        Column("reason_words", t("training_needs.reason")),
        Column("now", t("training_needs.decision")),
        Column("before", t("training_needs.before")),
    ]


def programme_matches(choice: Choice) -> pd.DataFrame:
    """One row: one programme, best first, with the three indicators it would close most of."""
    offered, _ = catalogue(choice)
    table = matches(_open(choice), persons(choice), offered, links())
    called, indicator = names("programmes"), names("indicators")
    places = ("first", "second", "third")
    why = [
        " · ".join(f"{indicator[row[at]]} ({formats.number(row[f'{at}_closed'])})" for at in places if row[at])
        for row in table.to_dict("records")
    ]
    return table.assign(programme_name=table["programme"].map(called), why=why)


def planned_gaps(choice: Choice) -> pd.DataFrame:
    """Person gaps a plan works on: no reason against or overruled, and neither deferred nor rejected this period."""
    found = needs(choice)
    standing = decisions(choice)
    put_off = {
        subject
        for (subject, period), (what, _) in standing.items()
        if period == choice.period and what in ("defer", "reject")
    }
    keep = [need_subject(row.indicator, row.agency) not in put_off for row in found.itertuples()]
    return training_gaps(person_gaps(choice), found.loc[keep])


def _open(choice: Choice) -> pd.DataFrame:
    """Person gaps no reason speaks against, under the filters."""
    keep = shown(choice)
    keep = keep.loc[(keep["reason"] == "") | keep["overruled"], ["agency", "indicator"]]
    return person_gaps(choice).query("need > 0").merge(keep, on=["agency", "indicator"])


def bare(choice: Choice) -> tuple[list[str], list[str]]:
    """Names of needed indicators no programme covers, and of programmes nobody needs."""
    offered, _ = catalogue(choice)
    gaps = person_gaps(choice)
    missing = uncovered(gaps, offered, links())["indicator"].map(names("indicators")).tolist()
    idle = unused(gaps, offered, links())["programme"].map(names("programmes")).tolist()
    return missing, idle
