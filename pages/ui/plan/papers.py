"""The frames of a plan as it is handed in: names, posts, competencies, forms and prices beside every seat."""

import pandas as pd

from analytics.plan import report
from data.export.training_plan import Papers
from data.store.recording import note_access
from pages.answers.choice import Choice
from pages.ui.needs import frames as need_frames
from pages.ui.page import cached, guard, screen
from pages.ui.page.names import names, rows
from pages.ui.plan import frames as plan_frames
from pages.ui.plan import prices
from pages.ui.words import formats, t

TYPE_NAMES = {"pns": "PNS", "pppk": "PPPK", "pppk_part_time": "PPPK paruh waktu"}
_GUESSED = "harga perkiraan"


def papers(choice: Choice, found: plan_frames.Made) -> Papers:
    """Everything the workbook and the document need. For planners only: it holds names and NIP, and that somebody took
    them out is recorded first."""
    guard.guard("planner")
    year = need_frames.plan_year(choice)
    texts = rows("programmes").set_index("code")
    group = plan_frames.competency_kinds()
    seats = report.participants(found.plan, found.gaps, found.links)
    note_access(cached.store(), guard.role(), screen.today(), "plan", seats["employee"].nunique())
    return Papers(
        choice.region_name,
        year,
        _plan(found, texts, group, year),
        _participants(choice, found, seats, texts, group),
        _evidence(choice, found),
        _agencies(choice, found),
        _notes(found),
        guard.role(),
        screen.today(),
    )


def _named(employees: pd.Series) -> pd.DataFrame:
    known = cached.ask("person_names", employees=sorted({int(code) for code in employees}))
    return known.set_index("employee")


def _programme(table: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """The columns every paper has of a programme; what only the BKD knows says so until it is filled in."""
    code = table["programme"]
    codes = prices.accounts(code, t("plan_money.empty", lang="id"))
    return table.assign(
        programme=code.map(texts["name_id"]), form=code.map(texts["form"]), path=code.map(texts["path"]),
        organiser=code.map(texts["organiser"]), **codes,
    )  # fmt: skip


def _plan(found, texts, group, year) -> pd.DataFrame:
    table = report.calendar(found.plan)
    kinds = report.competencies(found.plan, found.gaps, found.links, group)
    guessed = found.programmes.set_index("programme")["estimated"]
    return _programme(
        table.assign(
            year=year,
            competency=[kinds.get(key, "") for key in zip(table["programme"], table["month"], strict=True)],
            hours=table["programme"].map(found.programmes.set_index("programme")["hours"]),
            price_note=table["programme"].map(guessed).map({True: _GUESSED, False: ""}),
        ),
        texts,
    )  # fmt: skip


def _participants(choice, found, seats, texts, group) -> pd.DataFrame:
    who = _named(seats["employee"])
    posts = found.persons.set_index("employee")
    table = seats.assign(
        name=seats["employee"].map(who["name"]), nip=seats["employee"].map(who["nip"]),
        position=seats["employee"].map(posts["position"]).map(names("positions")),
        agency=seats["agency"].map(need_frames.agency_names(choice)),
        employee_type=seats["employee_type"].map(TYPE_NAMES),
        competency=seats["indicator"].map(group), indicator=seats["indicator"].map(names("indicators")),
        cost=seats[report.MONEY].sum(axis=1),
    )  # fmt: skip
    table = _programme(table, texts)
    return table.sort_values(["agency", "name", "month"], kind="stable", ignore_index=True)


def _evidence(choice, found) -> pd.DataFrame:
    seated = found.gaps.loc[found.gaps["employee"].isin(found.plan.seats["employee"]) & (found.gaps["need"] > 0)]
    who = _named(seated["employee"])
    return seated.assign(
        name=seated["employee"].map(who["name"]), nip=seated["employee"].map(who["nip"]),
        agency=seated["agency"].map(need_frames.agency_names(choice)),
        indicator=seated["indicator"].map(names("indicators")),
        status=seated["confirmed"].map({True: "terkonfirmasi", False: "sementara"}),
        standard_note=seated["estimated"].map({True: "standar perkiraan", False: ""}),
    ).sort_values(["agency", "name"], kind="stable", ignore_index=True)  # fmt: skip


def _agencies(choice, found) -> pd.DataFrame:
    table = report.by_agency(found.plan, found.persons, found.gaps, found.limits)
    return table.assign(agency=table["agency"].map(need_frames.agency_names(choice)))


def _notes(found) -> list[tuple[str, str]]:
    total = report.totals(found.plan, found.gaps, found.programmes)
    said = [
        ("training_plan.cost", formats.rupiah(total["cost"])),
        ("training_plan.share", formats.percent(total["share_closed"], 1)),
        ("training_plan.guessed_cost", formats.percent(total["guessed_cost"])),
        ("training_plan.guessed_need", formats.percent(total["guessed_need"])),
        ("training_plan.provisional_need", formats.percent(total["provisional_need"])),
        ("training_plan.optimality", formats.percent(found.plan.gap, 1)),
    ]
    told = [("training_plan.basis", "training_plan.basis_words"), ("plan_money.title", "plan_money.empty_words"),
            ("training_plan.guess_title", "training_plan.guess_words")]  # fmt: skip
    return [(t(key), value) for key, value in said] + [(t(what), t(words)) for what, words in told]
