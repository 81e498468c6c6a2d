"""What comes of a plan, with words: by agency, by learning hours, by more money, beside another scenario."""

import pandas as pd

from analytics.plan import report
from pages.answers.choice import Choice
from pages.answers.needs.roster import agency_names, short_names
from pages.answers.plan import plan
from pages.answers.plan.plan import Made
from pages.answers.plan.scenario import Asked
from pages.ui.page.names import names
from pages.ui.panel.tables import Column, usual
from pages.ui.plan.frames import SOLID
from pages.ui.words import formats, t


def agencies(choice: Choice, made: Made) -> pd.DataFrame:
    """`plan.agencies` with names, as bars of the share of need closed; `one` and `two` are the shares of need and seats
    as dumbbells take them."""
    table = plan.agencies(made)
    called = agency_names(choice)
    return table.assign(
        agency_name=table["agency"].map(called),
        key=table["agency"],
        label=table["agency"].map(called | short_names(choice)),
        value=table["share_closed"],
        text=[
            f"{formats.percent(row.share_closed)} · {t('training_plan.n_seats', n=formats.count(row.seats))}"
            for row in table.itertuples()
        ],
        tone="",
        one=table["need_share"],
        two=table["seat_share"],
    )  # fmt: skip


def agencies_title(table: pd.DataFrame) -> str:
    """From how little to how much of its need closes in an agency. table: `agencies`."""
    low, high = (formats.percent(share) for share in (table["value"].min(), table["value"].max()))
    key = "training_plan.agencies_title_one" if low == high else "training_plan.agencies_title"
    return t(key, low=low, high=high)


def agency_columns() -> list[Column]:
    return [
        *usual("agency"),
        Column("below", t("training_needs.below"), "count"),
        Column("need", t("training_needs.need"), "score"),
        Column("closed", t("training_needs.closed"), "score"),
        Column("share_closed", t("training_plan.share"), "percent"),
        Column("seats_pns", "PNS", "count"),
        Column("seats_pppk", "PPPK", "count"),
        Column("floor", t("training_plan.floor"), "count"),
        Column("cost", t("training_plan.cost"), "rupiah"),
    ]


def curve(made: Made, table: pd.DataFrame) -> pd.DataFrame:
    """`budget_curve` around the budget asked for, as bars of the share of need closed."""
    return table.assign(
        key=table["budget"].astype(str),
        label=[formats.rupiah(budget) for budget in table["budget"]],
        value=table["share"],
        text=[formats.percent(share, 1) for share in table["share"]],
        tone=["good" if budget == made.limits.budget else "" for budget in table["budget"]],
    )


def curve_title(made: Made, table: pd.DataFrame) -> str:
    """What the largest budget of the curve closes, beside the one asked for. table: `curve`."""
    most = table.loc[table["budget"].idxmax()]
    asked = table[table["budget"] == made.limits.budget]
    if asked.empty or most["budget"] == made.limits.budget:
        return t("training_plan.curve_title")
    return t(
        "training_plan.curve_closes", budget=formats.rupiah(most["budget"]),
        share=formats.percent(most["share"], 1), now=formats.percent(asked["share"].iloc[0], 1),
    )  # fmt: skip


def curve_columns() -> list[Column]:
    return [
        Column("budget", t("training_plan.budget"), "rupiah"),
        Column("closed", t("training_needs.closed"), "score"),
        Column("share", t("training_plan.share"), "percent"),
        Column("spent", t("training_plan.cost"), "rupiah"),
        Column("seats", t("training_plan.seats"), "count"),
    ]


def access_columns() -> list[Column]:
    return [
        *usual("agency"),
        Column("need_share", t("training_plan.need_share"), "score"),
        Column("seat_share", t("training_plan.seat_share"), "score"),
        Column("seats", t("training_plan.seats"), "count"),
        Column("floor", t("training_plan.floor"), "count"),
    ]


def extras(table: pd.DataFrame) -> list[str]:
    """Sentences: what so many rupiah more would buy."""
    called = names("programmes")
    sentences = []
    for extra, part in table.groupby("extra", sort=True):
        first = part.iloc[0]
        if not first["seats"]:
            sentences.append(t("training_plan.extra_nothing", money=formats.rupiah(extra)))
            continue
        bought = ", ".join(f"{formats.plain(called[row.programme])} ({row.seats})" for row in part.head(3).itertuples())
        sentences.append(
            t("training_plan.extra", money=formats.rupiah(extra), people=formats.count(first["people"]),
              closed=formats.number(first["closed"]), bought=bought)
        )  # fmt: skip
    return sentences


def kept(table: pd.DataFrame) -> pd.DataFrame:
    """`sensitivity.staying` with names, as bars of the share of draws."""
    called = names("programmes")
    return table.assign(
        key=table["programme"],
        programme_name=table["programme"].map(called),
        label=table["programme"].map(called),
        value=table["kept"],
        text=[formats.percent(share) for share in table["kept"]],
        tone=["" if share >= SOLID else "quiet" for share in table["kept"]],
    )


def kept_columns() -> list[Column]:
    return [
        Column("programme_name", t("training_needs.programme")),
        Column("kept", t("training_plan.kept"), "percent"),
        Column("seats", t("training_plan.seats"), "count"),
        Column("low", t("training_plan.seats_low"), "count"),
        Column("high", t("training_plan.seats_high"), "count"),
    ]


def hours(made: Made) -> pd.DataFrame:
    """`plan.hour_bands` as bars of people, PNS first."""
    table = plan.hour_bands(made)
    tone = {("pns", "full"): "good", ("pns", "none"): "bad"}
    label = [t(f"training_plan.band.{row.kind}_{row.band}") for row in table.itertuples()]
    return table.assign(
        key=table["kind"] + "_" + table["band"],
        label=label,
        value=table["people"],
        text=[f"{formats.count(row.people)} · {formats.percent(row.share)}" for row in table.itertuples()],
        tone=[tone.get((row.kind, row.band), "" if row.kind == "pns" else "quiet") for row in table.itertuples()],
    )


def hours_columns() -> list[Column]:
    return [
        Column("label", t("training_plan.band_name")),
        Column("people", t("training_plan.band_people"), "count"),
        Column("share", t("training_plan.band_share"), "percent"),
    ]


def side_by_side(mine: tuple[Asked, Made], other: tuple[Asked, Made]) -> pd.DataFrame:
    """One row: one limit or outcome of scenario A, of B, and B less A as the reader would subtract them."""
    both = [made for _, made in (mine, other)]
    facts = [(report.totals(made.plan, made.gaps, made.programmes), plan.hours(made)) for made in both]
    limits = [made.limits for made in both]
    rows_ = [
        ("budget", formats.whole_rupiah, [limit.budget for limit in limits]),
        ("rooms", formats.count, [limit.rooms for limit in limits]),
        ("trainers", formats.count, [limit.trainers for limit in limits]),
        ("mentors", formats.count, [limit.mentors for limit in limits]),
        ("in_floor", formats.percent, [limit.floor for limit in limits]),
        ("in_away", formats.percent, [limit.away for limit in limits]),
        ("cost", formats.whole_rupiah, [total["cost"] for total, _ in facts]),
        ("closed_index", formats.number, [total["closed"] for total, _ in facts]),
        ("share", lambda share: formats.percent(share, 1), [total["share_closed"] for total, _ in facts]),
        ("people", formats.count, [total["people"] for total, _ in facts]),
        ("seats", formats.count, [total["seats"] for total, _ in facts]),
        ("batches", formats.count, [total["batches"] for total, _ in facts]),
        ("hours", formats.count, [owed["short"].gt(0).sum() for _, owed in facts]),
    ]
    return pd.DataFrame(
        [
            (t(f"training_plan.{name}"), say(a), say(b), _less(say, b, a, name))
            for name, say, (a, b) in rows_
        ],
        columns=["what", "a", "b", "difference"],
    )  # fmt: skip


def _less(say, b: float, a: float, name: str) -> str:
    """The difference with its sign, between the figures as shown."""
    if name == "share":
        return t("training_plan.points", n=formats.signed(formats.difference(b * 100, a * 100)))
    if say is formats.percent:
        return t("training_plan.points", n=formats.signed((b - a) * 100, 0))
    if say is formats.number:
        return formats.signed(formats.difference(b, a))
    if say is formats.whole_rupiah:
        return ("+" if b > a else formats.MINUS if b < a else "") + formats.whole_rupiah(abs(b - a))
    return formats.signed(b - a, 0)
