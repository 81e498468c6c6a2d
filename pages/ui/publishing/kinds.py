"""Before a file is saved: which of its rows are stored and not published, because of their agency, indicator, source
and period the other kind was released first."""

from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from data.batches import kinds
from data.batches.kinds import OtherKind
from data.terms.problems import words
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.words import formats, language, t


def of_file(found: Iterable[OtherKind], called: Mapping[str, Mapping[str, str]]) -> None:
    """What it means, and the list; nothing where all that is stored can be published. called: field -> code -> name,
    with the names that the file adds."""
    found = list(found)
    if not found:
        return
    said = [words(problem, language()) for problem in kinds.problems(found)]
    st.warning(" ".join([*(each["what"] for each in said), t("kinds.meaning")]), title=t("kinds.title"))
    rows = pd.DataFrame([_row(one, called) for one in found], dtype=object)
    columns = [Column(name, t(f"kinds.{name}"), "count" if name == "rows" else "text") for name in rows]
    tables.show_first(rows, columns, t("kinds.title"), "kinds", cards=True)


def _row(one: OtherKind, called: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    named = {field: called[field].get(code := getattr(one, field), code) for field in ("agency", "indicator", "source")}
    released = t(f"kinds.{one.released}")
    return named | {"period": formats.period(one.period, short=True), "released": released, "rows": one.rows}
