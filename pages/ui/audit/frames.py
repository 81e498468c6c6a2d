"""What the log's page shows: lines of the journal in words, without what somebody typed."""

import datetime as dt
import json
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.store import audit
from pages.ui.page import cached, downloads, guard, screen
from pages.ui.panel.tables import Column, as_csv
from pages.ui.words import formats, strings, t

MOST = 1000  # lines shown at once
DAYS = 7  # looked at when the page is opened


@dataclass(frozen=True)
class Asked:
    """Which lines: of these days, and of one kind (None: of all)."""

    since: dt.date
    until: dt.date
    kind: str | None


def filters() -> Asked:
    """The days and the kind of line that are looked at."""
    today = screen.today().date()
    kinds = audit.kinds(cached.store(), guard.actor())
    with st.container(horizontal=True):
        since = st.date_input(t("audit.since"), today - dt.timedelta(days=DAYS - 1), key="audit_since", width=180)
        until = st.date_input(t("audit.until"), today, key="audit_until", width=180)
        kind = st.selectbox(
            t("audit.kind"), ["", *kinds], key="audit_kind", width=320,
            format_func=lambda one: kind_words(one) if one else t("audit.every"),
        )  # fmt: skip
    return Asked(since, until, kind or None)


def kind_words(kind: str) -> str:
    """What a kind of line is called; its code where a newer version wrote it."""
    key = f"audit_kind.{kind.replace('-', '_')}"
    return t(key) if key in strings() else kind


def log(asked: Asked) -> pd.DataFrame:
    """The newest lines of these days, in words."""
    found = audit.lines(cached.store(), guard.actor(), None, MOST, asked.kind, asked.since, asked.until)
    about = [json.loads(text) for text in found["about"]]
    return found.assign(
        when=[_when(at) for at in found["at"]],
        what=[kind_words(kind) for kind in found["kind"]],
        who=[login or t("audit.nobody") for login in found["login"]],
        as_role=[t(f"role.{role}") if f"role.{role}" in strings() else role for role in found["role"]],
        details=[_details(one) for one in about],
    )


def _when(at: str) -> str:
    moment = dt.datetime.fromisoformat(at)
    return f"{formats.day(moment.date())} {moment:%H:%M}"


def _details(about: dict) -> str:
    """What a line is about. Reasons are left out: people type names into them."""
    parts = []
    if user := about.get("user"):
        parts.append(" ".join(filter(None, (user["login"], user["role"], about.get("change")))))
    parts += [f"#{number} {kind} ({formats.count(rows)})" for number, kind, rows in about.get("batches", [])]
    for name in ("objection", "step", "what", "region", "period", "address"):
        if name in about:
            parts.append(str(about[name]))
    if "rows" in about:
        parts.append(t("audit.rows", n=formats.count(about["rows"])))
    undone = about.get("undone") or ([about["batch"]] if "batch" in about else [])
    parts += [f"#{number}" for number in undone]
    return ", ".join(parts) or formats.MISSING


def finding(log: pd.DataFrame, asked: Asked) -> str:
    people = log.loc[log["login"] != "", "login"].nunique()
    since, until = formats.day(asked.since), formats.day(asked.until)
    return t("audit.finding", n=formats.count(len(log)), people=formats.count(people), since=since, until=until)


def chain() -> None:
    """Whether the log is still the one that was written."""
    state = audit.chain(cached.store(), guard.actor())
    if state.whole:
        st.success(t("audit.whole", n=formats.count(state.lines)), icon=":material/link:")
        return
    broken = ", ".join(map(str, state.breaks[:10])) or t("audit.end")
    st.error(t("audit.broken", places=broken), icon=":material/link_off:")


def columns() -> list[Column]:
    return [
        Column("when", t("audit.when")),
        Column("what", t("audit.kind")),
        Column("who", t("signin.login")),
        Column("as_role", t("role.label")),
        Column("details", t("audit.details")),
    ]


def download(log: pd.DataFrame) -> None:
    """The lines on screen, to keep or to hand on."""
    listed = [Column("seq", t("audit.number"), "count"), Column("at", t("audit.when")), *columns()[1:]]
    downloads.button(
        t("table.download"),
        lambda: as_csv(log, listed, t("audit.page")),
        "audit",
        file_name="cermin-log.csv",
        mime="text/csv",
        key="audit_csv",
        icon=":material/download:",
    )
