"""Below the upload: what waits, every batch there was, which agencies are in, undo, and withdrawing a period."""

import pandas as pd
import streamlit as st

from data.batches import batches, together
from data.publishing import publish
from data.terms.problems import Refused, words
from pages.ui.page import cached, guard, notices, screen
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.publishing import corrections, waiting
from pages.ui.upload import intake, labels
from pages.ui.upload.earlier import board, past
from pages.ui.words import formats, language, t

_SHOWN, _MOST = 15, 500


def show() -> None:
    """All of it; nothing at all on an empty store."""
    notices.show()
    places = labels.labels(intake.known_now(), "region", None)
    if guard.may("publish"):
        waiting.scores()
        waiting.predicates()
        corrections.show()
    listed = cached.ask("batch_list")
    if listed.empty:
        return
    st.header(t("upload.history.title"), anchor=False)
    _table(listed, places)
    board.show(places, _newest(listed))
    _undo(listed)
    if guard.may("withdraw"):
        _withdraw(places)


def _table(listed: pd.DataFrame, places: dict[str, str]) -> None:
    """What was uploaded, all of one go in one row; behind buttons the rest, each file of a go, and the demo."""
    every = past.rows(listed, places)
    kinds = {"when": "day", "kept": "count", "refused": "count"}
    names = ("file", "kind", "about", "number", "who", "when", "kept", "refused", "state")
    columns = [Column(name, t(f"upload.history.{name}"), kinds.get(name, "text")) for name in names]
    single, invented = every[~every["demo"]], every[every["demo"]]
    mine = past.together(single, listed)
    if len(mine):
        tables.show_table(mine.head(_SHOWN), columns, t("upload.history.title"), cards=True)
    folded = single if len(mine) < len(single) else single.iloc[:0]
    rest = (
        ("older", mine.iloc[_SHOWN : _SHOWN + _MOST]),
        ("one_by_one", folded.head(_MOST)),
        ("of_demo", invented.head(_MOST)),
    )
    for key, rows in rest:
        if len(rows):
            with st.expander(t(f"upload.history.{key}", n=formats.count(len(rows)))):
                tables.show_table(rows, columns, t(f"upload.history.{key}", n=formats.count(len(rows))), cards=True)


def _newest(listed: pd.DataFrame) -> tuple[str, str] | None:
    """The region and newest period of the newest batch of ratings that still counts."""
    live = listed[listed["undone_at"].isna() & ~listed["demo"] & (listed["kind"] == "evaluation")]["batch_id"]
    spoken = cached.ask("batch_periods")
    spoken = spoken[spoken["batch_id"].isin(live)]
    if spoken.empty:
        return None
    last = spoken[spoken["batch_id"] == spoken["batch_id"].max()].iloc[-1]
    return last["region"], last["period"]


def _undo(listed: pd.DataFrame) -> None:
    """Undo asks which and why; a refusal says which batches stand in the way."""
    live = listed[listed["undone_at"].isna() & ~listed["demo"]].set_index("batch_id")
    if live.empty:
        return
    with st.expander(t("upload.undo.title"), key="undo"):
        st.markdown(t("upload.undo.lead"))
        sizes = past.sizes_of(live.reset_index())
        called = past.called(live.reset_index())
        together_first = [first for first, n in sorted(sizes.items(), reverse=True) if n > 1]
        options = [*(_GO + str(int(first)) for first in together_first), *map(str, live.index)]
        chosen = st.selectbox(
            t("upload.undo.which"), options, index=None, placeholder=t("upload.ask.choose"), key="undo_batch",
            format_func=lambda option: _undo_label(option, live, sizes, called),
        )  # fmt: skip
        reason = st.text_input(t("upload.undo.reason"), max_chars=300, key="undo_reason").strip()
        if st.button(t("upload.undo.button"), key="undo_button"):
            if chosen is None or not reason:
                st.error(t("upload.undo.incomplete"))
                return
            try:
                _undone(chosen, reason)
            except Refused as refused:
                notices.keep(_why(refused), good=False)
            st.rerun()


_GO = "go "  # an option that stands for all that was saved in one go, under its first batch


def _undone(chosen: str, reason: str) -> None:
    """Undo one batch, or all of one go that still count, and say so."""
    store, actor, now = cached.store(), guard.actor(), screen.today()
    submission = intake.current()
    shown = set(submission.several.stored.values()) if submission.several else set()
    shown |= {submission.saved.batch} if submission.saved else set()
    if chosen.startswith(_GO):
        numbers = together.undo(store, int(chosen.removeprefix(_GO)), actor, now, reason)
        notices.keep(t("upload.undo.done_together", n=formats.count(len(numbers)), batches=_between(numbers)))
    else:
        numbers = [int(chosen)]
        batches.undo(store, numbers[0], actor, now, reason)
        notices.keep(t("upload.undo.done", batch=chosen))
    if shown & set(numbers):
        intake.clear()  # what says that it is saved is true no more


def _between(numbers: list[int]) -> str:
    return f"{min(numbers)}–{max(numbers)}"


def _undo_label(option: str, live: pd.DataFrame, sizes: dict[int, int], called: dict[int, str]) -> str:
    if option.startswith(_GO):
        first = int(option.removeprefix(_GO))
        mine = live[live["first_batch"] == first]
        when = formats.day(mine["received_at"].iloc[0].to_pydatetime())
        between = _between(mine.index.tolist())
        return t("upload.undo.together", n=formats.count(sizes[first]), batches=between, when=when)
    number = int(option)
    row = live.loc[number]
    return f"{number} · {called[number]} · {formats.day(row['received_at'].to_pydatetime())}"


def _withdraw(places: dict[str, str]) -> None:
    """Take a published period off every page."""
    shown = cached.ask("published")
    shown = shown[~shown["withdrawn"]]
    if shown.empty:
        return
    options = list(zip(shown["region"], shown["period"], strict=True))[::-1]
    with st.expander(t("upload.withdraw.title"), key="withdraw"):
        st.markdown(t("upload.withdraw.lead"))
        chosen = st.selectbox(
            t("upload.withdraw.which"), options, index=None, placeholder=t("upload.ask.choose"), key="withdraw_period",
            format_func=lambda pair: f"{places.get(pair[0], pair[0])}, {formats.period(pair[1])}",
        )  # fmt: skip
        reason = st.text_input(t("upload.withdraw.reason"), max_chars=300, key="withdraw_reason").strip()
        if st.button(t("upload.withdraw.button"), key="withdraw_button"):
            if chosen is None or not reason:
                st.error(t("upload.undo.incomplete"))
                return
            try:
                publish.withdraw(cached.store(), *chosen, guard.actor(), screen.today(), reason)
                notices.keep(t("upload.withdraw.done", period=formats.period(chosen[1])))
            except Refused as refused:
                notices.keep(_why(refused), good=False)
            st.rerun()


def _why(refused: Refused) -> str:
    said = [words(problem, language()) for problem in refused.problems]
    return " ".join(f"{each['what']} {each['fix']}" for each in said)
