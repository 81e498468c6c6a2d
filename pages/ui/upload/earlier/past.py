"""The rows of the upload history: what each batch was, in a planner's words, and all of one go as one row."""

import pandas as pd

from pages.ui.page import cached, guard
from pages.ui.page.names import names
from pages.ui.upload import labels
from pages.ui.words import formats, t


def rows(listed: pd.DataFrame, places: dict[str, str]) -> pd.DataFrame:
    """One row per batch of the query `batch_list`, as the history shows it: file, number, kind, about, who, when, kept,
    refused, state; beside them `first_batch` and `demo` as the query has them. `places`: region -> name."""
    spoken, sizes = _spoken(places), sizes_of(listed)
    return pd.DataFrame({
        "file": [_called(row) for row in listed.itertuples()], "number": listed["batch_id"].map(str),
        "kind": [_kind(row) for row in listed.itertuples()],
        "about": [few(spoken.get(batch, [])) or None for batch in listed["batch_id"]],
        "who": [_actor(row) for row in listed.itertuples()], "when": listed["received_at"], "kept": listed["rows_kept"],
        "refused": listed["rows_refused"], "state": [_state(row, sizes) for row in listed.itertuples()],
        "first_batch": listed["first_batch"], "demo": listed["demo"],
    })  # fmt: skip


def together(history: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """The same with all of one go in one row, as long as all of it still counts or none of it does."""
    undone = listed.set_index("batch_id")["undone_at"].notna()
    told = []
    for first, mine in history.groupby(history["first_batch"].fillna(-history["number"].astype(int)), sort=False):
        if first < 0 or len(mine) < 2 or undone[mine["number"].astype(int)].nunique() > 1:
            told += mine.to_dict("records")
            continue
        files = mine[mine["kind"] != labels.kind("reference")]
        about = list(dict.fromkeys(files["about"].dropna()))
        numbers = mine["number"].astype(int)
        told.append(files.iloc[-1].to_dict() | {
            "file": few(files["file"].tolist()[::-1]), "number": f"{numbers.min()}–{numbers.max()}",
            "kind": few(list(dict.fromkeys(files["kind"]))), "about": few(about) or None,
            "kept": files["kept"].sum(), "refused": files["refused"].sum(),
        })  # fmt: skip
    return pd.DataFrame(told, columns=history.columns)


def called(listed: pd.DataFrame) -> dict[int, str]:
    """Batch -> its kind and what it is called."""
    return {row.batch_id: f"{_kind(row)} · {_called(row)}" for row in listed.itertuples()}


def sizes_of(listed: pd.DataFrame) -> dict[int, int]:
    """Batches saved in one go, by the first of them; names that came with the files are not counted."""
    files = listed[(listed["kind"] != "reference") & listed["first_batch"].notna()]
    return files.groupby("first_batch").size().to_dict()


def few(parts: list[str]) -> str:
    """The first two, and how many more."""
    return "; ".join(parts[:2]) + (f" (+{len(parts) - 2})" if len(parts) > 2 else "")


def _spoken(places: dict[str, str]) -> dict[int, list[str]]:
    """Batch -> the regions and periods its rows speak of."""
    said: dict[int, list[str]] = {}
    for row in cached.ask("batch_periods").itertuples():
        place = f"{places.get(row.region, row.region)}, {formats.period(row.period, short=True)}"
        said.setdefault(row.batch_id, []).append(place)
    return said


def _called(row) -> str:
    """What came in: the file's name, or what was decided; files of the demo have none that says anything."""
    if row.demo:
        return t("upload.history.demo_file")
    if row.kind != "decision":
        return str(row.file_name)
    if row.decision == "home":
        return names("agencies").get(row.about, row.about)
    if row.decision in ("view", "name"):
        return t("upload.quoted", text=row.about) if row.about else t("upload.history.removed")
    return t(f"upload.history.decided.{row.decision}", n=formats.count(row.rows_kept))


def _kind(row) -> str:
    if row.kind != "decision":
        return labels.kind(row.kind)
    return t(f"upload.kind.decision_{row.decision if row.decision in ('view', 'name', 'home') else 'need'}")


def _actor(row) -> str | None:
    """Who it was; nobody sent the demo."""
    if row.demo:
        return None
    return t(f"role.{row.actor}") if row.actor in guard.ROLES else row.actor


def _state(row, sizes: dict[int, int]) -> str:
    if not pd.isna(row.undone_at):
        return t("upload.history.undone", when=formats.day(row.undone_at.to_pydatetime().date()), why=row.undone_why)
    said = t("upload.history.demo" if row.demo else "upload.history.live")
    if not pd.isna(row.first_batch):
        said += " · " + t("upload.history.together", n=formats.count(sizes[row.first_batch]))
    return f"{said} · {row.reason}" if isinstance(row.reason, str) and row.reason else said
