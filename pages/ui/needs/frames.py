"""What the needs page shows: needs with their words, and the programmes that match them."""

import numpy as np
import pandas as pd

from analytics.needs.ranking import TOP
from pages.answers.choice import Choice
from pages.answers.needs import effects, programmes
from pages.answers.needs.needs import filtered
from pages.answers.needs.roster import agency_names, short_names
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, t


@remembered
def shown(choice: Choice, pairs: frozenset[tuple[str, str]] | None) -> pd.DataFrame:
    """`needs.filtered` with names and words, and what was decided now and in an earlier period."""
    needs = filtered(choice, pairs)
    status = np.where(needs["confirmed"], "confirmed", "provisional")
    return needs.assign(
        agency_name=needs["agency"].map(agency_names(choice)).fillna(needs["agency"]),
        indicator_name=needs["indicator"].map(names("indicators")),
        status=[t(f"training_needs.{code}") for code in status],
        reason_words=[t(f"need_reason.{code}") if code else "" for code in needs["reason"]],
        now=[_decided(row.decision, row.decision_reason) for row in needs.itertuples()],
        before=[_decided(row.before, row.before_reason) for row in needs.itertuples()],
    )


def _decided(decision: str, reason: str) -> str:
    if not decision:
        return ""
    words = t(f"training_needs.did.{decision}")
    return f"{words}: {reason}" if reason else words


def top(choice: Choice, needs: pd.DataFrame, most: int = 12) -> pd.DataFrame:
    """The largest needs as bars take them."""
    here, short = needs.loc[needs["need"] > 0].head(most), short_names(choice)
    return here.assign(
        key=list(zip(here["agency"], here["indicator"], strict=True)),
        label=[f"{row.indicator_name} · {short.get(row.agency, row.agency_name)}" for row in here.itertuples()],
        value=here["need"],
        text=[
            f"{formats.number(row.need)} · {t('training_needs.people', n=formats.count(row.people))}"
            for row in here.itertuples()
        ],
        tone=["quiet" if row.reason else "bad" if row.confirmed else "" for row in here.itertuples()],
    )  # fmt: skip


def concentrated(best: pd.DataFrame, needs: pd.DataFrame) -> str:
    """How much of all need the largest ones hold. best: `top` of `needs`."""
    share = formats.percent(best["need"].sum() / needs["need"].sum())
    return t("training_needs.chart_title", n=formats.count(len(best)), all=formats.count(len(needs)), share=share)


def columns() -> list[Column]:
    """Every factor in its own column."""
    return [
        Column("rank", t("training_needs.rank"), "count"),
        *usual("agency", "indicator"),
        Column("weight", t("training_needs.weight"), "percent"),
        Column("people", t("training_needs.below"), "count"),
        Column("rated", t("table.n_people"), "count"),
        Column("shortfall", t("training_needs.shortfall"), "score"),
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


@remembered
def programme_matches(choice: Choice, pairs: frozenset[tuple[str, str]] | None) -> pd.DataFrame:
    """One row: one programme, best first, with the three indicators it would close most of."""
    table = programmes.matching(choice, pairs)
    called, indicator = names("programmes"), names("indicators")
    places = ("first", "second", "third")
    why = [
        " · ".join(
            f"{indicator[row[place]]} ({formats.number(row[f'{place}_closed'])})" for place in places if row[place]
        )
        for row in table.to_dict("records")
    ]
    return table.assign(programme_name=table["programme"].map(called), why=why, effect_words=_effects(choice, table))


def _effects(choice: Choice, table: pd.DataFrame) -> list[str]:
    """What each programme is expected to do, and by whose evidence."""
    expected = effects.expected(choice, table["programme"].tolist())
    return [whose(choice, code, expected[code]) for code in table["programme"]]


def whose(choice: Choice, programme: str, effect: float) -> str:
    """An effect with its evidence: a first estimate, one moved by what others did here, or seen itself."""
    n, others = effects.runs_seen(choice).get(programme, 0), len(effects.measured(choice))
    code = "seen" if n else "others" if others else "prior"
    told = t(f"need_effect.{code}", n=formats.count(n or others))
    return t("need_effect.cell", effect=formats.number(effect, 2), whose=told)


def best_match(matches: pd.DataFrame) -> str:
    """The programme that closes most. matches: `programme_matches`."""
    if matches.empty:
        return t("training_needs.programmes_title")
    first = matches.iloc[0]
    name, people = formats.plain(first["programme_name"]), formats.count(first["people"])
    return t("training_needs.programmes_best", name=name, n=people)


def programme_columns() -> list[Column]:
    return [
        Column("programme_name", t("training_needs.programme")),
        Column("people", t("training_needs.helped"), "count"),
        Column("closed", t("training_needs.closed"), "score"),
        Column("why", t("training_needs.why")),
    ]


def effect_column() -> Column:
    return Column("effect_words", t("need_effect.title"))


def bare(choice: Choice) -> tuple[list[str], list[str]]:
    """Names of needed indicators no programme covers, and of programmes nobody needs."""
    missing, idle = programmes.bare(choice)
    indicators, offered = names("indicators"), names("programmes")
    return [indicators[code] for code in missing], [offered[code] for code in idle]
