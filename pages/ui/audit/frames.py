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
_DAY = "DD/MM/YYYY"
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
        since = st.date_input(
            t("audit.since"), today - dt.timedelta(days=DAYS - 1), key="audit_since", width=180, format=_DAY
        )
        until = st.date_input(t("audit.until"), today, key="audit_until", width=180, format=_DAY)
        kind = st.selectbox(
            t("audit.kind"), ["", *kinds], key="audit_kind", width=320,
            format_func=lambda one: kind_words(one) if one else t("audit.every"),
        )  # fmt: skip
    return Asked(since, until, kind or None)


def kind_words(kind: str) -> str:
    """What a kind of line is called; its code where a newer version wrote it."""
    return _worded(f"audit_kind.{_key(kind)}", kind)


def log(asked: Asked) -> pd.DataFrame:
    """The newest lines of these days, in words."""
    found = audit.lines(cached.store(), guard.actor(), None, MOST, asked.kind, asked.since, asked.until)
    about = [json.loads(text) for text in found["about"]]
    return found.assign(
        when=[_when(at) for at in found["at"]],
        what=[kind_words(kind) for kind in found["kind"]],
        who=[login or t("audit.nobody") for login in found["login"]],
        as_role=[_role(role) for role in found["role"]],
        details=[_details(one) for one in about],
    )


def _when(at: str) -> str:
    moment = dt.datetime.fromisoformat(at)
    return f"{formats.day(moment.date())} {moment:%H:%M}"


def _details(about: dict) -> str:
    """What a line is about. Reasons are left out: people type names into them."""
    parts = []
    if user := about.get("user"):
        change = _worded(f"audit_change.{_key(about.get('change', ''))}", "")
        parts.append(" ".join(filter(None, (user["login"], _role(user["role"]), change))))
    parts += [_batch(*one) for one in about.get("batches", [])]
    parts += (
        [about["objection"], _worded(f"objection_state.{about['step']}", about["step"])] if "objection" in about else []
    )
    parts += [_list(about["what"])] if "what" in about else []
    parts += [about[name] for name in ("region", "address") if about.get(name)]
    parts += [formats.period(about["period"])] if about.get("period") else []
    parts += [t("audit.rows", n=formats.count(about["rows"]))] if "rows" in about else []
    undone = about.get("undone") or ([about["batch"]] if "batch" in about else [])
    parts += [f"#{number}" for number in undone]
    return ", ".join(parts) or formats.MISSING


def _batch(number: int, kind: str, rows: int) -> str:
    return f"#{number} {_worded(f'upload.kind.{kind}', kind)} ({formats.count(rows)})"


def _worded(key: str, otherwise: str) -> str:
    """The words of a code; itself where a newer version wrote it."""
    return t(key) if key in strings() else otherwise


def _key(code: str) -> str:
    return code.replace("-", "_")


def _role(role: str) -> str:
    return t("audit.system") if role == "system" else _worded(f"role.{role}", role)


def _list(what: str) -> str:
    """What a list of people was for: a page's by its query, a download by its name, a command's by what was asked."""
    way, _, name = what.rpartition(" ")
    if way == "people":
        return _worded(f"people.{name}", name)
    return _worded(f"list_of.{name}", name) if way in ("", "page") else t("audit.command", what=what)


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
