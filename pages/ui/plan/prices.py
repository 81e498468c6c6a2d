"""Prices and budget codes of programmes, filled in on the plan page and kept as reference rows."""

import pandas as pd
import streamlit as st

from data.batches import batches
from data.catalog import catalog
from data.terms.problems import words
from pages.answers.choice import Choice
from pages.answers.needs.programmes import rates
from pages.answers.plan.plan import Made
from pages.ui.page import cached, guard, screen
from pages.ui.page.names import names, rows
from pages.ui.panel.tables import Column, show_table
from pages.ui.words import formats, language, t

CODES = ("fund", "activity", "account")


def draw(choice: Choice, made: Made) -> None:
    """What is still an estimate or empty, and the form that replaces it; when opened."""
    with st.expander(t("plan_money.title"), key="plan_money", on_change="rerun") as opened:
        if opened.open:
            st.caption(t("plan_money.note"))
            if guard.may("reference"):
                _form(sorted(made.plan.seats["programme"].unique()))
            show_table(_table(made), _columns(), t("plan_money.title"))
            rate = rates(choice)
            st.caption(
                t(
                    "plan_money.rates",
                    travel=formats.rupiah(rate["travel"]),
                    allowance=formats.rupiah(rate["allowance"]),
                    table=t("reference.table.plan_rates"),
                )
            )


def accounts(programmes: pd.Series, empty: str) -> dict[str, list[str]]:
    """`fund`, `activity` and `account` of each of the programmes, as the planner filled them in, else `empty`."""
    filled = {row["programme"]: row for row in rows("plan_accounts").to_dict("records")}
    return {name: [filled.get(code, {}).get(name) or empty for code in programmes] for name in CODES}


def _table(made: Made) -> pd.DataFrame:
    planned = made.programmes.loc[made.programmes["programme"].isin(made.plan.seats["programme"])]
    table = planned.assign(
        **accounts(planned["programme"], t("plan_money.empty")),
        programme_name=planned["programme"].map(names("programmes")),
        price_kind=planned["estimated"].map({True: t("training_plan.guess"), False: t("training_plan.set_price")}),
    )
    return table.sort_values("programme_name")


def _columns() -> list[Column]:
    return [
        Column("programme_name", t("training_needs.programme")),
        Column("course", t("plan_money.price"), "rupiah"),
        Column("price_kind", t("training_plan.price_kind")),
        Column("fund", t("plan_money.fund")),
        Column("activity", t("plan_money.activity")),
        Column("account", t("plan_money.account")),
    ]


def _form(planned: list[str]) -> None:
    called = names("programmes")
    with st.form("plan_money_form", border=True):
        chosen = st.multiselect(
            t("plan_money.which"), planned, key="money_which", format_func=called.get,
            placeholder=t("plan_money.which_empty"),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            price = st.number_input(
                t("plan_money.price_in"), 0.0, 1000.0, value=None, step=0.1, key="money_price", width=200,
                help=t("plan_money.price_help"),
            )  # fmt: skip
            fund = st.text_input(t("plan_money.fund"), key="money_fund", max_chars=60, width=200)
            activity = st.text_input(t("plan_money.activity"), key="money_activity", max_chars=60, width=210)
            account = st.text_input(t("plan_money.account"), key="money_account", max_chars=60, width=210)
        sent = st.form_submit_button(t("plan_money.save"))
    if sent:
        _save(chosen, price, fund.strip(), activity.strip(), account.strip())


def _save(chosen: list[str], price: float | None, fund: str, activity: str, account: str) -> None:
    """One batch: prices where one was given, codes where a fund was given."""
    if not chosen or (price is None and not fund):
        st.warning(t("plan_money.incomplete"))
        return
    now, store, tables = screen.today(), cached.store(), {}
    if fund:
        tables["plan_accounts"] = [
            {"programme": code, "fund": fund, "activity": activity, "account": account, "note": ""} for code in chosen
        ]
    if price is not None:
        known = catalog.table_rows("programmes", store.query(guard.actor(), "reference_rows", table="programmes"))
        known = known.loc[known["code"].isin(chosen)]
        note = t("plan_money.row_note", lang="id", day=now.date().isoformat())
        tables["programmes"] = known.assign(price_min=price, price_max=price, note=note).to_dict("records")
    current = {
        name: catalog.table_rows(name, store.query(guard.actor(), "reference_rows", table=name))
        for name in catalog.TABLES
    }
    problems = [problem for name, given in tables.items() for problem in catalog.validate_rows(name, given, current)]
    for problem in problems:
        sentence = words(problem, language())
        st.warning(formats.plain(f"{sentence['what']} {sentence['expected']}"))
    if not problems:
        frames = {name: pd.DataFrame(given) for name, given in tables.items()}
        batches.accept_reference(store, frames, t("plan_money.batch"), guard.actor(), now)
        st.rerun()
