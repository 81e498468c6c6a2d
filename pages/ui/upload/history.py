"""Below the upload: periods that wait, every batch there was, which agencies are in, undo, and withdrawing a period."""

import pandas as pd
import streamlit as st

from data.batches import batches, together
from data.publishing import publish
from data.terms.problems import Refused, words
from pages.ui.page import cached, guard, notices, screen
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.publishing import waiting
from pages.ui.upload import board, intake, labels
from pages.ui.words import formats, language, t

_SHOWN, _MOST = 15, 500


def show() -> None:
    """All of it; nothing at all on an empty store."""
    notices.show()
    places = labels.labels(intake.known_now(), "region", None)
    waiting.scores()
    waiting.predicates()
    listed = cached.ask("batch_list")
    if listed.empty:
        return
    st.header(t("upload.history.title"), anchor=False)
    _table(listed, places)
    board.show(places)
    _undo(listed)
    _withdraw(places)


def _table(listed: pd.DataFrame, places: dict[str, str]) -> None:
    spoken, sizes = cached.ask("batch_periods"), _sizes(listed)
    said: dict[int, list[str]] = {}
    for row in spoken.itertuples():
        said.setdefault(row.batch_id, []).append(
            f"{places.get(row.region, row.region)}, {formats.period(row.period, short=True)}"
        )
    frame = pd.DataFrame({
        "file": listed["file_name"], "number": listed["batch_id"], "kind": listed["kind"].map(labels.kind),
        "about": [_few(said.get(batch, [])) for batch in listed["batch_id"]],
        "who": listed["actor"].map(_actor), "when": listed["received_at"], "kept": listed["rows_kept"],
        "refused": listed["rows_refused"], "state": [_state(row, sizes) for row in listed.itertuples()],
    })  # fmt: skip
    kinds = {"number": "count", "when": "day", "kept": "count", "refused": "count"}
    columns = [Column(name, t(f"upload.history.{name}"), kinds.get(name, "text")) for name in frame.columns]
    mine, invented = frame[~listed["demo"]], frame[listed["demo"]]
    if len(mine):
        tables.show_table(mine.head(_SHOWN), columns, t("upload.history.title"))
    for key, rest in (("older", mine.iloc[_SHOWN : _SHOWN + _MOST]), ("of_demo", invented.head(_MOST))):
        if len(rest):
            with st.expander(t(f"upload.history.{key}", n=formats.count(len(rest)))):
                tables.show_table(rest, columns, t(f"upload.history.{key}", n=formats.count(len(rest))))


def _few(parts: list[str]) -> str:
    return "; ".join(parts[:2]) + (f" (+{len(parts) - 2})" if len(parts) > 2 else "")


def _actor(code: str) -> str:
    return t(f"role.{code}") if code in guard.ROLES else code


def _sizes(listed: pd.DataFrame) -> dict[int, int]:
    """Batches saved in one go, by the first of them; names that came with the files are not counted."""
    files = listed[(listed["kind"] != "reference") & listed["first_batch"].notna()]
    return files.groupby("first_batch").size().to_dict()


def _state(row, sizes: dict[int, int]) -> str:
    if not pd.isna(row.undone_at):
        return t("upload.history.undone", when=formats.day(row.undone_at.to_pydatetime().date()), why=row.undone_why)
    said = t("upload.history.demo" if row.demo else "upload.history.live")
    if not pd.isna(row.first_batch):
        said += " · " + t("upload.history.together", n=formats.count(sizes[row.first_batch]))
    return f"{said} · {row.reason}" if isinstance(row.reason, str) and row.reason else said


def _undo(listed: pd.DataFrame) -> None:
    """Undo asks which and why; a refusal says which batches stand in the way."""
    live = listed[listed["undone_at"].isna() & ~listed["demo"]].set_index("batch_id")
    if live.empty:
        return
    with st.expander(t("upload.undo.title"), key="undo"):
        st.markdown(t("upload.undo.lead"))
        sizes = _sizes(live.reset_index())
        together_first = [first for first, n in sorted(sizes.items(), reverse=True) if n > 1]
        options = [*(_GO + str(int(first)) for first in together_first), *map(str, live.index)]
        chosen = st.selectbox(
            t("upload.undo.which"), options, index=None, placeholder=t("upload.ask.choose"), key="undo_batch",
            format_func=lambda option: _undo_label(option, live, sizes),
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
    store, actor, now = cached.store(), guard.role(), screen.today()
    if chosen.startswith(_GO):
        numbers = together.undo(store, int(chosen.removeprefix(_GO)), actor, now, reason)
        notices.keep(t("upload.undo.done_together", n=formats.count(len(numbers)), batches=_between(numbers)))
    else:
        batches.undo(store, int(chosen), actor, now, reason)
        notices.keep(t("upload.undo.done", batch=chosen))


def _between(numbers: list[int]) -> str:
    return f"{min(numbers)}–{max(numbers)}"


def _undo_label(option: str, live: pd.DataFrame, sizes: dict[int, int]) -> str:
    if option.startswith(_GO):
        first = int(option.removeprefix(_GO))
        mine = live[live["first_batch"] == first]
        when = formats.day(mine["received_at"].iloc[0].to_pydatetime())
        between = _between(mine.index.tolist())
        return t("upload.undo.together", n=formats.count(sizes[first]), batches=between, when=when)
    number = int(option)
    row = live.loc[number]
    return f"{number} · {row['file_name']} · {formats.day(row['received_at'].to_pydatetime())}"


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
                publish.withdraw(cached.store(), *chosen, guard.role(), screen.today(), reason)
                notices.keep(t("upload.withdraw.done", period=formats.period(chosen[1])))
            except Refused as refused:
                notices.keep(_why(refused), good=False)
            st.rerun()


def _why(refused: Refused) -> str:
    said = [words(problem, language()) for problem in refused.problems]
    return " ".join(f"{each['what']} {each['fix']}" for each in said)
