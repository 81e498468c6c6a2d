"""What is wrong with a file, by cause: where, what was found, what was expected, how to mend it."""

import pandas as pd
import streamlit as st

from data.export.refused import csv_name
from data.reading.upload import Upload
from data.terms.problems import Problem, spoken, words
from pages.ui.page import downloads
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.words import formats, language, t

_LISTED = 20


def show(upload: Upload) -> None:
    """First the causes that refuse rows, then what is only worth knowing."""
    causes(upload.problems, upload.problem_counts)
    if upload.refused is not None and upload.refused.exists():
        download(upload.refused, upload.file_name)


def causes(problems: list[Problem], counts: dict[str, int] | None = None) -> None:
    """Problems by cause; `counts` says how often each code occurs where not all are listed."""
    for blocking, key in ((True, "problem.blocking"), (False, "problem.warning")):
        by_code: dict[str, list[Problem]] = {}
        for problem in problems:
            if problem.blocking == blocking:
                by_code.setdefault(problem.code, []).append(problem)
        if by_code:
            st.subheader(t(key, n=formats.count(len(by_code))), anchor=False)
        for code, members in by_code.items():
            _cause(members, max((counts or {}).get(code, 0), len(members)))


def _cause(members: list[Problem], times: int) -> None:
    first = words(members[0], language())
    label = formats.plain(first["what"])
    if times > 1:
        label += f" **×{formats.count(times)}**"
    if members[0].row is None and times == 1:
        st.markdown(f"- {label} {formats.plain(first['fix'])}")
        return
    with st.expander(label, key=f"upload_cause_{members[0].code}"):
        st.markdown(f"**{t('problem.fix')}** {formats.plain(first['fix'])}")
        rows = [_row(problem) for problem in members[:_LISTED]]
        frame = pd.DataFrame(rows, columns=["row", "column", "found", "expected"], dtype=object)
        columns = [
            Column("row", t("problem.row"), "count"),
            *(Column(name, t(f"problem.{name}")) for name in ("column", "found", "expected")),
        ]
        tables.show_table(frame, columns, first["what"])
        if times > _LISTED:
            st.caption(t("problem.more", n=formats.count(times - min(_LISTED, len(members)))))


def _row(problem: Problem) -> tuple[int | None, str | None, str | None, str]:
    """Where a problem is, what was found and what was expected."""
    parts = spoken(problem, language())
    column, found = (None if getattr(problem, name) is None else parts[name] for name in ("column", "found"))
    return problem.row, column, found, words(problem, language())["expected"]


def download(path, file_name: str) -> None:
    """The refused records as the file has them, with the reason beside each: mend them and upload that file alone."""
    downloads.button(
        t("problem.download"), path.read_bytes, file_name=csv_name(file_name),
        mime="text/csv", key="refused_download", help=t("problem.download_help"),
    )  # fmt: skip
