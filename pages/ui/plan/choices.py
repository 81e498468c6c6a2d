"""What the planner sets on the plan page: limits, what is locked or forbidden, a second scenario, and the way out."""

import streamlit as st

from analytics.plan.steps import STEPS
from data.export import training_plan, training_plan_document
from pages.answers.choice import Choice
from pages.answers.needs.roster import plan_year
from pages.answers.plan.plan import Made
from pages.answers.plan.scenario import MOST, Asked, read
from pages.ui.page import address, downloads, naming
from pages.ui.page.guard import actor, pressed
from pages.ui.page.names import names
from pages.ui.plan import making, papers
from pages.ui.plan.frames import month_name
from pages.ui.words import formats, t

FIELDS = ("budget", "rooms", "trainers", "mentors", "floor", "away")
STEP = {"budget": 50}
MIME = "application/vnd.openxmlformats-officedocument."
KINDS = (
    ("xlsx", training_plan.workbook, MIME + "spreadsheetml.sheet"),
    ("docx", training_plan_document.document, MIME + "wordprocessingml.document"),
)


def scenario(name: str = "rencana") -> Asked:
    """The limits in the URL, with the form that changes them; a code that cannot be read is dropped with a notice."""
    code = address.get(name)
    asked = read(code, set(names("programmes"))) if code else None
    if code and asked is None:
        address.settle(name, None)
        st.session_state[f"unreadable_{name}"] = True  # said until other limits are sent: the page is drawn often
    if st.session_state.get(f"unreadable_{name}"):
        st.info(t("training_plan.unreadable"))
    asked = asked or Asked()
    with (
        st.form(f"limits_{name}", border=True),
        st.container(horizontal=True, vertical_alignment="bottom", key=f"fields_{name}"),
    ):
        for field, most in zip(FIELDS, MOST, strict=True):
            st.number_input(
                t(f"training_plan.in_{field}"), 0, most, getattr(asked, field), STEP.get(field, 1),
                key=_key(name, field, asked), width=136, help=t(f"training_plan.in_{field}_help"),
            )  # fmt: skip
        st.form_submit_button(t("training_plan.make"), type="primary", on_click=_sent, args=(name, asked))
    return asked


def _sent(name: str, before: Asked) -> None:
    values = {field: int(st.session_state[_key(name, field, before)]) for field in FIELDS}
    _put(name, Asked(**values, locks=before.locks, bans=before.bans))


def _key(name: str, field: str, asked: Asked) -> str:
    """Another scenario makes new fields that show it; while one stands, what is being typed is left alone."""
    return f"{name}_{field}_{asked.code}"


def _put(name: str, asked: Asked | None) -> None:
    st.session_state.pop(f"unreadable_{name}", None)
    address.put(name, asked.code if asked else None, undoable=False)


def wishes(asked: Asked, made: Made | None) -> None:
    """Lock what the plan holds, forbid what it should not hold, and take either back."""
    called = names("programmes")
    seats = made.plan.seats.groupby("programme").size().to_dict() if made else {}
    with st.expander(t("training_plan.wishes"), key="plan_wishes", on_change="rerun") as opened:
        if opened.open:
            st.caption(t("training_plan.wishes_note"))
            with st.container(horizontal=True, vertical_alignment="bottom"):
                offered = sorted(set(seats) | {code for code, _ in asked.locks}, key=lambda code: called[code])
                programme = st.selectbox(
                    t("training_needs.programme"), offered, key="wish_programme", width=420,
                    format_func=lambda code: f"{called[code]} ({t('training_plan.n_seats', n=seats.get(code, 0))})",
                )  # fmt: skip
                month = st.selectbox(
                    t("training_plan.month"), range(13), key="wish_month", width=150,
                    format_func=lambda m: month_name(m) if m else t("training_plan.all_year"),
                )  # fmt: skip
                if programme:
                    st.button(
                        t("training_plan.lock"), key="wish_lock", on_click=_put,
                        args=("rencana", asked.lock(programme, max(1, seats.get(programme, 0)))),
                    )  # fmt: skip
                    st.button(
                        t("training_plan.ban"), key="wish_ban", on_click=_put,
                        args=("rencana", asked.ban(programme, month)),
                    )  # fmt: skip
    with st.container(horizontal=True):
        for code, count in asked.locks:
            label = t("training_plan.locked", what=formats.plain(called[code]), n=formats.count(count))
            st.button(label, key=f"free_k_{code}", on_click=_put, args=("rencana", asked.release(code)))
        for code, month in asked.bans:
            when = month_name(month) if month else t("training_plan.all_year")
            label = t("training_plan.banned", what=formats.plain(called[code]), when=when)
            st.button(label, key=f"free_l_{code}_{month}", on_click=_put, args=("rencana", asked.release(code)))


def second(asked: Asked) -> Asked | None:
    """The scenario beside the first, None without one; buttons begin, exchange and end the comparison."""
    if address.get("skenario") is None:
        start = Asked(**{**vars(asked), "budget": min(MOST[0], max(25, round(asked.budget * 1.25 / 25) * 25))})
        st.button(t("training_plan.compare"), key="compare_begin", on_click=_put, args=("skenario", start))
        return None
    st.header(t("training_plan.compare_title"), anchor=False)
    other = scenario("skenario")
    with st.container(horizontal=True):
        st.button(t("training_plan.compare_swap"), key="compare_swap", on_click=_swap, args=(asked, other))
        st.button(t("training_plan.compare_end"), key="compare_end", on_click=_put, args=("skenario", None))
    return other


def _swap(asked: Asked, other: Asked) -> None:
    _put("rencana", other)
    _put("skenario", asked)


def progress(name: str, work: making.Work) -> None:
    """What is being worked on for a scenario, with the way to stop it, or what ended it early, with the way to begin
    anew; the page is drawn again as soon as there is more to show."""
    seen = _state(work)  # read once: what changes while the page is drawn is noticed by the watch
    *_, running, failed = seen
    if failed:
        st.error(t(f"training_plan.{_failure(work)}"))
        st.button(
            t("training_plan.again"),
            key=f"again_{name}",
            on_click=pressed("persons", making.again),
            args=(work.question,),
        )
    elif work.stopped:
        early = "training_plan.stopped_clashes" if work.settled else "training_plan.stopped_early"
        st.warning(t("training_plan.stopped", n=work.rounds) if work.plan else t(early))
        # Outside the fragment, which would draw itself alone and the same work again.
        st.button(
            t("training_plan.anew"),
            key=f"anew_{name}",
            on_click=pressed("persons", making.again),
            args=(work.question,),
        )
    elif running:
        st.fragment(_watch, run_every=1.0)(name, work, seen)


def _failure(work: making.Work) -> str:
    """What is lost: the plan, or only what is worked out after it was settled that there is one, or none."""
    if not work.settled:
        return "failed"
    return "failed_after" if work.plan else "failed_clashes"


def _state(work: making.Work) -> tuple:
    return len(work.answers), work.rounds, work.running, work.failed


def _watch(name: str, work: making.Work, seen: tuple) -> None:
    making.look(work)
    if _state(work) != seen:
        st.rerun(scope="app")
    with st.container(horizontal=True, vertical_alignment="center"):
        share = len(work.answers) / len(STEPS)
        st.progress(share, text=t(f"training_plan.step_{work.job.stage}", n=work.rounds + 1))
        if work.searching:
            st.button(
                t("training_plan.stop"),
                key=f"stop_{name}",
                on_click=pressed("persons", making.stop),
                args=(work.question,),
            )


def take_out(choice: Choice, made: Made) -> None:
    """The workbook and the document, made when the button is pressed."""
    about = [*naming.chosen(choice), ("", str(plan_year(choice)))]
    with st.container(horizontal=True):
        for kind, write, mime in KINDS:
            downloads.button(
                t(f"training_plan.{kind}"), lambda write=write: write(papers.papers(choice, made), actor()), "export",
                file_name=naming.file_name(about, t("file.plan"), kind), mime=mime, key=f"plan_{kind}",
                type="primary" if kind == "xlsx" else "secondary",
            )  # fmt: skip
    st.caption(t("training_plan.names_note"))
