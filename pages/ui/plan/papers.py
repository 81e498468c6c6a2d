"""The frames of a plan as it is handed in: names, posts, competencies, forms and prices beside every seat."""

import pandas as pd

from analytics.plan import report
from data.export.training_plan import Papers
from data.store.noting import looked
from pages.answers.choice import Choice
from pages.answers.needs.roster import agency_names, plan_year
from pages.answers.plan import plan
from pages.answers.plan.plan import Made
from pages.ui.access.visitors import OWNER
from pages.ui.page import cached, guard, naming, screen
from pages.ui.page.names import names, rows
from pages.ui.plan import prices, selection
from pages.ui.plan.frames import competency_kinds, effects_said
from pages.ui.words import formats, t

TYPE_NAMES = {"pns": "PNS", "pppk": "PPPK", "pppk_part_time": "PPPK paruh waktu"}
_GUESSED = "harga perkiraan"


def papers(choice: Choice, made: Made) -> Papers:
    """Everything the workbook and the document need. For planners only: it holds names and NIP, and that somebody took
    them out is recorded first."""
    guard.must("export")
    year = plan_year(choice)
    texts = rows("programmes").set_index("code")
    group = competency_kinds(choice)
    rules = selection.standing(choice)
    seats = report.participants(made.plan, made.gaps, made.links)
    people = seats["employee"].unique()
    asked = {"region": choice.region, "period": choice.period}
    looked(cached.store(), guard.actor(), screen.today(), "plan", len(people), "plan_persons", asked, people)
    return Papers(
        choice.region_name,
        year,
        _plan(made, texts, group, year, rules),
        _participants(choice, made, seats, texts, group),
        _evidence(choice, made),
        _agencies(choice, made),
        [
            *_notes(made),
            (t("training_plan.effects_title"), effects_said(choice, made)),
            (t("plan_selection.title"), selection.said(made, rules)),
        ],
        _who(),
        screen.today(),
        naming.line(naming.chosen(choice)),
    )


def _who() -> str:
    """Who takes the papers out, by the name they came in with; by their role where nobody has to."""
    visitor = guard.visitor()
    role = t(f"role.{guard.role()}", lang="id")
    return role if visitor is None or visitor == OWNER else f"{visitor.login} ({role})"


def _named(region: str, employees: pd.Series) -> pd.DataFrame:
    known = cached.ask("person_names", region=region, employees=sorted({int(code) for code in employees}))
    return known.set_index("employee")


def _programme(table: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """The columns every paper has of a programme; what only the BKD knows says so until it is filled in."""
    code = table["programme"]
    codes = prices.accounts(code, t("plan_money.empty", lang="id"))
    return table.assign(
        programme=code.map(texts["name_id"]), form=code.map(texts["form"]), path=code.map(texts["path"]),
        organiser=code.map(texts["organiser"]), **codes,
    )  # fmt: skip


def _plan(made, texts, group, year, rules) -> pd.DataFrame:
    table = plan.calendar(made)
    kinds = report.competencies(made.plan, made.gaps, made.links, group)
    return _programme(
        table.assign(
            year=year,
            competency=[kinds.get(key, "") for key in zip(table["programme"], table["month"], strict=True)],
            selection=[selection.short(rules.get(code), lang="id") for code in table["programme"]],
            price_note=table["estimated"].map({True: _GUESSED, False: ""}),
        ),
        texts,
    )  # fmt: skip


def _participants(choice, made, seats, texts, group) -> pd.DataFrame:
    who = _named(choice.region, seats["employee"])
    posts = made.persons.set_index("employee")
    table = seats.assign(
        name=seats["employee"].map(who["name"]), nip=seats["employee"].map(who["nip"]),
        position=seats["employee"].map(posts["position"]).map(names("positions")),
        agency=seats["agency"].map(agency_names(choice)),
        employee_type=seats["employee_type"].map(TYPE_NAMES),
        competency=seats["indicator"].map(group), indicator=seats["indicator"].map(names("indicators")),
        cost=seats[report.MONEY].sum(axis=1),
    )  # fmt: skip
    table = _programme(table, texts)
    return table.sort_values(["agency", "name", "month"], kind="stable", ignore_index=True)


def _evidence(choice, made) -> pd.DataFrame:
    seated = made.gaps.loc[made.gaps["employee"].isin(made.plan.seats["employee"]) & (made.gaps["need"] > 0)]
    who = _named(choice.region, seated["employee"])
    return seated.assign(
        name=seated["employee"].map(who["name"]), nip=seated["employee"].map(who["nip"]),
        agency=seated["agency"].map(agency_names(choice)),
        indicator=seated["indicator"].map(names("indicators")),
        status=seated["confirmed"].map({True: "terkonfirmasi", False: "sementara"}),
        standard_note=seated["estimated"].map({True: "standar perkiraan", False: ""}),
    ).sort_values(["agency", "name"], kind="stable", ignore_index=True)  # fmt: skip


def _agencies(choice, made) -> pd.DataFrame:
    table = report.by_agency(made.plan, made.persons, made.gaps, made.limits)
    return table.assign(agency=table["agency"].map(agency_names(choice)))


def _notes(made) -> list[tuple[str, str]]:
    total = report.totals(made.plan, made.gaps, made.programmes)
    figures = [
        ("training_plan.cost", formats.whole_rupiah(total["cost"])),
        ("training_plan.share", formats.percent(total["share_closed"], 1)),
        ("training_plan.guessed_cost", formats.percent(total["guessed_cost"])),
        ("training_plan.guessed_need", formats.percent(total["guessed_need"])),
        ("training_plan.provisional_need", formats.percent(total["provisional_need"])),
        ("training_plan.optimality", formats.percent(made.plan.gap, 1)),
    ]
    reasons = [("training_plan.basis", "training_plan.basis_words"), ("plan_money.title", "plan_money.empty_words"),
            ("training_plan.guess_title", "training_plan.guess_words")]  # fmt: skip
    return [(t(key), value) for key, value in figures] + [(t(what), t(words)) for what, words in reasons]
