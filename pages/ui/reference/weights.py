"""Weights as a planner reads them: one row a position, one column an indicator, and what each row adds up to."""

import numpy as np
import pandas as pd
import streamlit as st

from data.terms import periods
from pages.ui.page.names import names, valid
from pages.ui.reference import columns as reference_columns
from pages.ui.words import formats, t

SUM = "sum"
NEW = "new"  # the option of a version that begins with a period still to be named


def editor(opened: dict) -> pd.DataFrame:
    """The rows of the table as the planner leaves them; as they were while no version is chosen."""
    before = opened["before"]
    since = _since(before)
    if since is None:
        return before
    base = grid(before, since)
    key = f"reference_matrix_{opened['number']}_{since}"
    edits = st.session_state.get(key, {}).get("edited_rows", {})
    called, positions = names("indicators"), names("positions")
    shown = base.assign(**{SUM: summed(base, edits)})
    shown.insert(0, "position", [positions.get(code, code) for code in base.index])
    after = st.data_editor(
        shown, num_rows="fixed", hide_index=True, disabled=["position", SUM], key=key, row_height=36,
        column_config={
            "position": st.column_config.TextColumn(t("reference.column.position"), pinned=True, width=230),
            SUM: st.column_config.NumberColumn(t("reference.sum"), pinned=True, width=80),
            **{code: st.column_config.NumberColumn(called.get(code, code), min_value=0, max_value=100, width=110)
               for code in base.columns},
        },
        alt=t("reference.alt", table=t("reference.table.weights")),
    )  # fmt: skip
    st.caption(t("reference.matrix_how"))
    return reference_columns.typed(reference_columns.TABLES["weights"], rows(before, since, base, after[base.columns]))


def _since(before: pd.DataFrame) -> str | None:
    """The version to show: one there is, or one that begins with a period the planner names; None while it is none."""
    known = sorted(before["valid_from"].fillna("").unique(), reverse=True)
    labels = {code: formats.period(code) if code else t("reference.since_ever") for code in known}
    chosen = st.selectbox(
        t("reference.since"), [*known, NEW], key="reference_since",
        format_func=(labels | {NEW: t("reference.since_new")}).get, width=320,
    )  # fmt: skip
    if chosen != NEW:
        return chosen
    code = st.text_input(t("reference.since_which"), key="reference_since_new", max_chars=10, width=320).strip().upper()
    if code and periods.parse(code) is None:
        st.warning(t("reference.since_unknown", code=formats.plain(code)))
        return None
    return code or None


def grid(before: pd.DataFrame, since: str) -> pd.DataFrame:
    """position x indicator: the weights valid from `since` on (""; from the beginning), missing where there is none;
    every position has a row, indicators nobody weighs come last."""
    here = valid("weights", since) if since else before[before["valid_from"].fillna("") == ""]
    wide = here.assign(weight=pd.to_numeric(here["weight"])).pivot(
        index="position", columns="indicator", values="weight"
    )
    used = set(before["indicator"])
    columns = [code for code in names("indicators") if code in used]
    columns += [code for code in names("indicators") if code not in used]
    wide = wide.reindex(index=list(names("positions")), columns=columns).astype(float)
    return wide.rename_axis(index=None, columns=None)


def summed(base: pd.DataFrame, edits: dict) -> list[float]:
    """What each row adds up to with the cells that were typed."""
    now = base.copy()
    for place, cells in edits.items():
        for code, value in cells.items():
            if code in now.columns:
                now.iloc[int(place), now.columns.get_loc(code)] = float("nan") if value is None else float(value)
    return now.sum(axis=1).round(4).tolist()


def rows(before: pd.DataFrame, since: str, base: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """`before` with the cells of one version that are another than in `base`: changed, added, or (emptied) taken away;
    what an older version gave is emptied by a weight of 0."""
    table = before.copy()
    table.index = pd.RangeIndex(1, len(table) + 1)
    own = table["valid_from"].fillna("").eq(since)
    for position, now in zip(base.index, after.to_numpy(float), strict=True):
        for code, weight in zip(base.columns, now, strict=True):
            was = base.at[position, code]
            if weight == was or (pd.isna(weight) and pd.isna(was)):
                continue
            here = own & table["position"].eq(position) & table["indicator"].eq(code)
            if pd.isna(weight) and here.any():
                table, own = table[~here], own[~here]
            elif here.any():
                table.loc[here, "weight"] = weight
            else:
                added = {
                    "position": position,
                    "indicator": code,
                    "valid_from": since or None,
                    "weight": np.nan_to_num(weight),
                }
                table.loc[table.index.max() + 1] = pd.Series(added).reindex(table.columns)
                own.loc[table.index.max()] = True
    return table
