"""The last look at several files: one table of what was understood, what is held back and why, one save."""

from collections import ChainMap

import pandas as pd
import streamlit as st

from data.batches.together import LIFTED, Standing
from data.export import refused as refused_records
from data.terms.problems import Problem, words
from pages.ui.page import downloads
from pages.ui.panel import problems, tables
from pages.ui.panel.tables import Column
from pages.ui.publishing import homes, kinds
from pages.ui.upload import check, first_rows, intake, labels, several
from pages.ui.upload.bundle import Bundle
from pages.ui.upload.submission import Submission
from pages.ui.words import formats, language, t

_NAMED = 2  # agencies and periods named in a row of the table


def show(submission: Submission) -> None:
    """Everything about the files, and the two ways on: save those that can be, or nothing."""
    bundle = submission.several
    ready = [place for place, one in enumerate(bundle.standings) if not one.held]
    st.header(t("upload.several.title", n=formats.count(len(ready)), of=formats.count(len(bundle.parts))), anchor=False)
    for problem in submission.refused:
        check.refusal(problem)
    if bundle.overtaken is not None:
        check.overtaken(bundle.overtaken)
    _of_zips(bundle)
    told = [one for one in bundle.standings if _weight(one) < _READY]
    tables.show_first(*_table(bundle), t("upload.several.table"), "several", cards=True, least=len(told))
    added = [labels.code_names(intake.known_now(), upload.mapping) for upload in bundle.uploads]
    called = {field: dict(ChainMap(*(each[field] for each in added))) for field in ("agency", "indicator", "source")}
    homes.of_file(bundle.rated_twice, called["agency"])
    compared = [one.comparison for one in bundle.standings if one.comparison is not None]
    kinds.of_file([row for each in compared for row in each.unpublished], called)
    places = sorted([*ready, *_second_yes(submission)])
    twice = [place for place, one in enumerate(bundle.standings) if check.PERSON_TWICE in {p.code for p in one.held}]
    if twice and check.are_two(t("upload.several.two", n=formats.count(len(twice)))):
        several.apart(submission, twice)
        st.rerun()
    refused_download(bundle, range(len(bundle.parts)))
    _one_file(submission)
    st.divider()
    reason, publish_now = None, False
    if places:
        changed = sum(bundle.standings[place].comparison.changed for place in places)
        reason, publish_now = check.saving(submission, several.touched(bundle, places), changed)
    with st.container(horizontal=True, key="upload_buttons"):
        label = t("upload.several.save", n=formats.count(len(places)))
        saving = bool(places) and st.button(label, key="upload_save", type="primary")
        if st.button(t("upload.cancel" if places else "upload.choose_other"), key="upload_cancel"):
            intake.clear()
            st.rerun()
    if saving and reason == "":
        st.error(t("upload.save.reason_missing"))
    elif saving:
        several.save(submission, places, reason, publish_now)
        st.rerun()


def _of_zips(bundle: Bundle) -> None:
    """What was wrong with a ZIP, and what of it was passed over."""
    for problem in bundle.problems:
        said = words(problem, language())
        sentence = formats.plain(f"{problem.detail['zip']}: {said['what']} {said['fix']}")
        (st.error if problem.blocking else st.info)(sentence)


def _table(bundle: Bundle) -> tuple[pd.DataFrame, list[Column]]:
    """One row per file, as `_weight` has them, else as they came in. The kind is a column where the files differ."""
    standings = bundle.standings
    order = sorted(range(len(standings)), key=lambda place: _weight(standings[place]))
    names = ["file", "state", "agency", "period", "kept", "refused"]
    names += ["kind"] if len({one.upload.kind for one in standings}) > 1 else []
    frame = pd.DataFrame([_row(bundle, place) for place in order], dtype=object)[names]
    kinds = {"kept": "count", "refused": "count"}
    return frame, [Column(name, t(f"upload.several.column_{name}"), kinds.get(name, "text")) for name in names]


_READY = 2


def _weight(standing: Standing) -> int:
    """What a planner has to look at first: what is held back, then what is partly refused, what is ready, and last what
    is stored already."""
    if _known(standing):
        return _READY + 1
    return 0 if standing.held else 1 if standing.upload.rows_refused else _READY


def _known(standing: Standing) -> bool:
    return "file_known" in {problem.code for problem in standing.held}


def _row(bundle: Bundle, place: int) -> dict[str, object]:
    standing = bundle.standings[place]
    upload = standing.upload
    named = labels.code_names(intake.known_now(), upload.mapping)["agency"]
    return {
        "file": bundle.parts[place].name, "state": _state(standing),
        "agency": _few(sorted(named.get(code, code) for code in standing.agencies)),
        "period": _few([formats.period(code, short=True) for code in sorted(standing.periods)]),
        "kept": upload.rows_kept, "refused": upload.rows_refused, "kind": labels.kind(upload.kind),
    }  # fmt: skip


def _few(names: list[str]) -> str | None:
    more = len(names) - _NAMED
    return "; ".join(names[:_NAMED]) + (f" (+{more})" if more > 0 else "") or None


def _state(standing: Standing) -> str:
    if not standing.held:
        partly = standing.upload.rows_refused
        return t("upload.several.ready_partly" if partly else "upload.several.ready")
    if _known(standing):
        (known,) = (problem for problem in standing.held if problem.code == "file_known")
        return t("upload.several.known", batch=known.detail["batch"])
    first = standing.held[0]
    reason = words(first, language())["what"]
    return t("upload.several.held", why=reason)


def _second_yes(submission: Submission) -> list[int]:
    """The files held back for what only the planner can weigh: a tick each; the places of those ticked."""
    bundle, chosen = submission.several, []
    liftable = [place for place, one in enumerate(bundle.standings) if one.liftable]
    if liftable:
        st.subheader(t("upload.several.second_yes", n=formats.count(len(liftable))), anchor=False)
    for place in liftable:
        name = formats.plain(bundle.parts[place].name)
        why = " ".join(_sentence(problem) for problem in bundle.standings[place].held if problem.code in LIFTED)
        label = t("upload.several.include", file=name, why=formats.plain(why))
        if st.checkbox(label, key=f"include_{submission.number}_{place}"):
            chosen.append(place)
    return chosen


def _sentence(problem: Problem) -> str:
    return words(problem, language())["what"]


def refused_download(bundle: Bundle, places) -> None:
    """The refused records of these files in one ZIP; nothing where none was refused."""
    files = [
        (bundle.parts[place].name, path)
        for place in places
        if (path := bundle.uploads[place].refused) is not None and path.exists()
    ]
    if files:
        downloads.button(
            t("upload.several.download", n=formats.count(len(files))), lambda: refused_records.packed(files),
            mime="application/zip", file_name="ditolak.zip", key="refused_download",
            help=t("problem.download_help"),
        )  # fmt: skip


def _one_file(submission: Submission) -> None:
    """Behind a button: the problems and the first rows of any one file."""
    bundle = submission.several
    with st.expander(t("upload.several.look"), key="several_look"):
        names = [part.name for part in bundle.parts]
        place = st.selectbox(
            t("upload.several.which"), range(len(names)), index=None, placeholder=t("upload.ask.choose"),
            format_func=lambda place: names[place], key=f"look_{submission.number}",
        )  # fmt: skip
        if place is None:
            return
        upload = bundle.uploads[place]
        problems.causes(bundle.standings[place].held)
        problems.causes(upload.problems, upload.problem_counts)
        if not upload.preview.empty:
            first_rows.show(upload)


def done(submission: Submission) -> None:
    """What was saved and as which batches, what was not, what was published, and the refused records."""
    bundle, saved = submission.several, submission.saved
    numbers = sorted(bundle.stored.values())
    between = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    said = t(
        "upload.several.saved", n=formats.count(saved.rows), files=formats.count(len(numbers)), batches=between
    )  # fmt: skip
    st.success(said, title=t("upload.done.title"))
    left = [place for place in range(len(bundle.parts)) if place not in bundle.stored]
    known = [place for place in left if _known(bundle.standings[place])]
    if known:
        st.info(t("upload.several.left_known", n=formats.count(len(known))))
    if len(left) > len(known):
        lines = [t("upload.several.left", n=formats.count(len(left) - len(known))), ""]
        for place in sorted(set(left) - set(known)):
            why = bundle.refused.get(place) or bundle.standings[place].held
            lines.append(f"- **{formats.plain(bundle.parts[place].name)}**: {formats.plain(_sentence(why[0]))}")
        st.warning("\n".join(lines))
    refused_download(bundle, bundle.stored)
