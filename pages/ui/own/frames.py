"""What an employee's page shows of their ratings, in words."""

import numpy as np
import pandas as pd
import streamlit as st

from pages.answers.own import record as own
from pages.ui.page import cached, downloads, guard
from pages.ui.panel.tables import Column, as_csv
from pages.ui.words import formats, language, t

GROUP = 10  # people rated in a group whose mean is shown


def record() -> pd.DataFrame:
    """`answers.own.record.told` with words, the newest period first; group, group_n: the mean of the person's agency as
    it was released and how many it is of, NaN where there is none."""
    region = guard.actor().region
    table = own.told(cached.ask("own_ratings", region=region))
    groups = cached.ask("own_group", region=region).drop_duplicates(own.KEYS)
    groups = groups.rename(columns={"score": "group", "n_people": "group_n"})
    table = table.merge(groups[[*own.KEYS, "group", "group_n", "group_name"]], on=own.KEYS, how="left")
    return table.assign(
        indicator_name=_names(table, "name", "indicator"),
        source_name=_names(table, "source", "source"),
        score_words=[_score(row) for row in table.itertuples()],
        raters=[formats.count(row.n_raters) if row.n_raters else formats.MISSING for row in table.itertuples()],
        group_words=[_group(row) for row in table.itertuples()],
        below=table["score"] < table["standard"],
    )


def _names(table: pd.DataFrame, stem: str, code: str) -> pd.Series:
    """What codes are called in the reader's language; themselves where no reference row names them any more."""
    return table[f"{stem}_{language()}"].fillna(table[f"{stem}_id"]).fillna(table[code])


def _score(row) -> str:
    if np.isnan(row.score):
        return t("own_record.few", fewest=own.FEWEST)
    sign = {"high": "≥ ", "low": "≤ "}.get(row.bound, "")
    return sign + formats.number(row.score)


def _group(row) -> str:
    if formats.missing(row.group):
        return formats.MISSING
    return t("own_record.of_group", score=formats.number(row.group), n=formats.count(row.group_n))


def choose_period(table: pd.DataFrame) -> str:
    """The period that is looked at; the newest at first."""
    periods = list(dict.fromkeys(table["period"]))
    if len(periods) == 1:
        return periods[0]
    return st.selectbox(t("filter.periode"), periods, key="own_period", format_func=formats.period, width=320)


def finding(here: pd.DataFrame, period: str) -> str:
    """In how many indicators the superior's rating reaches the standard."""
    rated = here[(here["source"] == "superior") & here["score"].notna() & here["standard"].notna()]
    when = formats.period(period)
    if rated.empty:
        return t("own_record.finding_none", period=when)
    reached = formats.count((~rated["below"]).sum())
    return t("own_record.finding", reached=reached, n=formats.count(len(rated)), period=when)


def whose(here: pd.DataFrame) -> str:
    """Of whom the record is, and where they were rated."""
    person = cached.ask("own_person", region=guard.actor().region)
    region = person["region_name"].iloc[0] if len(person) else ""
    said, agency, region = (formats.plain(text) for text in (name(), here["agency_name"].iloc[0], region))
    return t("own_record.whose", name=said, agency=agency, region=region)


def demo() -> None:
    """A sentence where the person is one of the demo's."""
    person = cached.ask("own_person", region=guard.actor().region)
    if person["demo"].any():
        st.markdown(t("demo.notice"))


def name() -> str:
    """What the person is called."""
    person = cached.ask("own_person", region=guard.actor().region)
    return (person["name"].iloc[0] if len(person) else "") or formats.MISSING


def group_of(here: pd.DataFrame) -> str:
    """The agency, or agencies shown together, whose mean stands beside."""
    named_groups = here["group_name"].dropna()
    return named_groups.iloc[0] if len(named_groups) else here["agency_name"].iloc[0]


def columns() -> list[Column]:
    return [
        Column("indicator_name", t("table.indicator")),
        Column("source_name", t("table.source")),
        Column("score_words", t("own_record.score")),
        Column("standard", t("competency_gaps.standard"), "score"),
        Column("raters", t("own_record.raters")),
        Column("group_words", t("own_record.group_mean")),
    ]


def download(table: pd.DataFrame) -> None:
    """A copy of the whole record, all periods."""
    every = [Column("period", t("table.period"), "period"), *columns()]
    stamp, lang = t("own_record.stamp"), language()
    downloads.button(
        t("own_record.copy"),
        lambda: as_csv(table, every, stamp),
        "own",
        file_name=f"cermin-catatan-{lang}.csv",
        mime="text/csv",
        key="own_copy",
        icon=":material/download:",
    )
