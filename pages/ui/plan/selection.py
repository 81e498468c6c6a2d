"""How the people of a plan are chosen: asked with the plan, since nobody believes what is written down afterwards."""

import streamlit as st

from data.batches.decisions import SELECTION_RULES, record_plan
from pages.answers.choice import Choice
from pages.answers.needs import selection
from pages.answers.needs.roster import plan_year
from pages.answers.plan.plan import Made
from pages.answers.plan.scenario import Asked
from pages.ui.page import cached, guard, screen
from pages.ui.page.names import names
from pages.ui.words import formats, t


def standing(choice: Choice) -> dict[str, str]:
    """Programme -> the rule recorded for the plan's year."""
    return selection.standing(selection.rules(choice), plan_year(choice))


def short(rule: str | None, lang: str | None = None) -> str:
    """A rule in a cell; what nobody recorded says so."""
    return t(f"plan_selection.short.{rule or 'none'}", lang=lang)


def said(made: Made, rules: dict[str, str]) -> str:
    """How many of the plan's programmes choose in which way."""
    planned = made.plan.seats["programme"].unique()
    each = {rule: sum(rules.get(code) == rule for code in planned) for rule in (*SELECTION_RULES, None)}
    return "; ".join(
        t("plan_selection.count", n=formats.count(n), rule=short(rule).strip("()")) for rule, n in each.items() if n
    )


def draw(choice: Choice, asked: Asked, made: Made) -> None:
    """What is recorded of this plan, and the form that records it; for whoever plans for the whole region."""
    if not guard.may("settle"):
        return
    rules = standing(choice)
    with st.expander(t("plan_selection.title"), key="plan_selection", on_change="rerun") as opened:
        if opened.open:
            _form(choice, asked, made)
    st.caption(t("plan_selection.state", said=said(made, rules)))


def _form(choice: Choice, asked: Asked, made: Made) -> None:
    called, seats = names("programmes"), made.plan.seats.groupby("programme").size().to_dict()
    with st.form("plan_selection_form", border=False):
        rule = st.radio(
            t("plan_selection.ask"), SELECTION_RULES, index=None, key="selection_rule",
            format_func=lambda code: t(f"plan_selection.rule.{code}"),
        )  # fmt: skip
        only = st.multiselect(
            t("plan_selection.which"), sorted(seats, key=called.get), key="selection_which", format_func=called.get,
            placeholder=t("plan_selection.whole"),
        )  # fmt: skip
        st.caption(t("plan_selection.note"))
        sent = st.form_submit_button(t("plan_selection.save"))
    if sent and rule is None:
        st.warning(t("plan_selection.incomplete"))
    elif sent:
        planned = {code: int(n) for code, n in seats.items() if not only or code in only}
        record_plan(
            cached.store(), choice.region, choice.period, planned, plan_year(choice), rule, asked.code,
            guard.actor(), screen.today(),
        )  # fmt: skip
        st.rerun()
