"""`python -m pages.answers` says what the pages' tables show: the same rows in the same order, the same figures."""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from data.store.store import query_names
from data.upkeep.opening import open_store
from pages.answers import __main__ as command
from pages.answers.choice import choose
from pages.answers.clusters import groups
from pages.answers.gaps import gaps
from pages.answers.reader import StoreReader
from pages.answers.signals import signals
from pages.ui.page import cached
from pages.ui.page.names import names
from pages.ui.plan import making
from pages.ui.words import formats, sentences, t
from tests.pages.visits import bare
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import REGION, SUBDISTRICT

PERIOD = "2025-S2"
PLACE = ["--region", REGION, "--period", PERIOD]
URL = {"daerah": REGION, "periode": PERIOD}
LIMITS = "60.2.3.5.0.10"


@pytest.fixture
def at_home(homes, tmp_path, monkeypatch):
    """at_home(home) -> the command finds a copy of that home, of the planner's where none is named."""

    def go(home: Path | None = None) -> None:
        here = shutil.copytree(home or homes("planner"), tmp_path / "command", dirs_exist_ok=True)
        monkeypatch.setenv("CERMIN_HOME", str(here))

    return go


@pytest.fixture
def ask(at_home, capsys):
    """ask("needs", ...) -> the rows the command prints as CSV."""

    def answer(*arguments: str, place: list[str] = PLACE, home: Path | None = None) -> pd.DataFrame:
        at_home(home)
        capsys.readouterr()
        assert command.main([*arguments, *place, "--csv"]) == 0
        return pd.read_csv(io.StringIO(capsys.readouterr().out), keep_default_na=False, na_values=[""])

    return answer


def table(session, key: str) -> pd.DataFrame:
    """The table under one chart, opened as a reader opens it."""
    session.session_state[f"table_of_{key}"] = session.session_state[f"all_of_{key}"] = True
    session.run()
    assert not session.exception
    return plain(bare(session.table[0].value))


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """The cells without the signs that keep Markdown from obeying them."""
    return table.map(lambda cell: cell.replace("\\", ""))


def spoken(rows: pd.DataFrame, **columns) -> list[tuple]:
    """Rows in the words of the page: column -> what says its value."""
    return [tuple(say(row[name]) for name, say in columns.items()) for row in rows.to_dict("records")]


def shown(table: pd.DataFrame, *headings: str) -> list[tuple]:
    return list(table[list(headings)].itertuples(index=False, name=None))


def agencies(column: str = "agency_name") -> dict[str, str]:
    known = cached.ask("agency_scores", region=REGION)
    return known.drop_duplicates("agency", keep="last").set_index("agency")[column].to_dict()


def called(table: str):
    return lambda code: names(table).get(code, "")


def test_gaps_are_the_table_of_the_gaps_page(ask, planner_page):
    rows = ask("gaps")
    page = table(planner_page("competency_gaps", **URL), "gaps_agency")
    assert len(rows) > 50 and {"below", "met"} <= set(rows["state"])
    worded = spoken(
        rows, agency=agencies().get, indicator=called("indicators"), mean=formats.number, standard=formats.number,
        gap=formats.number, gap_low=formats.number, gap_high=formats.number, n_people=formats.count,
        state=lambda code: t(f"gap_state.{code}"),
    )  # fmt: skip
    assert worded == shown(
        page, "Perangkat daerah", "Indikator", "Nilai kelompok", "Standar", "Kesenjangan", t("table.low"),
        t("table.high"), "Pegawai dinilai", "Kesimpulan",
    )  # fmt: skip
    counted = rows["share_kind"] == "given"
    assert counted.any() and page["Pegawai di bawah standar"].str.contains("dihitung").tolist() == counted.tolist()


def test_needs_are_the_tables_of_the_needs_page(ask, planner_page):
    rows = ask("needs")
    real = rows[rows["reason"].isna() | rows["overruled"]]
    page = planner_page("training_needs", **URL)
    ranked = table(page, "needs")
    known = cached.store().query(SYSTEM, "plan_persons", region=REGION, period=PERIOD, plan_year=2026)
    office = known.drop_duplicates("agency").set_index("agency")["agency_name"]
    worded = spoken(
        real, rank=formats.count, agency=office.get, indicator=called("indicators"), weight=formats.percent,
        people=formats.count, rated=formats.count, shortfall=formats.number, mean_gap=formats.number,
        p_gap=formats.percent, need=formats.number, reliability=formats.percent, robust=formats.percent,
        confirmed=lambda sure: t(f"training_needs.{'confirmed' if sure else 'provisional'}"),
    )  # fmt: skip
    assert 10 < len(real) < len(rows)
    assert worded == shown(ranked, *ranked.columns[:13])
    other = rows.drop(real.index).head(10)
    others = next(each.value for each in page.table if "Alasan bukan pelatihan" in each.value.columns[-1:])
    assert [t(f"need_reason.{code}") for code in other["reason"]] == plain(others).iloc[:, -1].tolist()


@pytest.mark.whole
def test_clusters_are_the_table_under_the_sketch(ask, homes, open_page):
    home, period = homes("full"), "2025-S1"  # a quarter of the people makes no clusters
    rows = ask("clusters", place=["--region", REGION, "--period", period], home=home)
    page = table(open_page("competency_gaps", home, daerah=REGION, periode=period), "cluster_sketch")
    assert rows["identity"].nunique() > 1
    worded = spoken(
        rows, agency=agencies().get, position=called("positions"), level=formats.signed,
        level_band=lambda code: t(f"gap_level.{code}"), membership=formats.percent, n_people=formats.count,
    )  # fmt: skip
    assert worded == shown(page, *(page.columns[number] for number in (0, 1, 3, 4, 5, 6)))
    for row, name in zip(rows.to_dict("records"), page.iloc[:, 2], strict=True):
        codes = [code for code in (row["first"], row["second"]) if isinstance(code, str)]
        weak = t("clusters.weak_in", where=" · ".join(names("indicators")[code] for code in codes))
        assert name == (weak if row["identity"] >= 0 else t("clusters.no_cluster"))


@pytest.mark.whole
def test_a_plan_is_the_calendar_of_the_plan_page(ask, homes, open_page):
    home = homes("small")  # where a plan is made in a moment
    rows = ask("plan", "--limits", LIMITS, place=["--region", SUBDISTRICT, "--period", PERIOD], home=home)
    page = open_page("training_plan", home, peran="planner", rencana=LIMITS, daerah=SUBDISTRICT, periode=PERIOD)
    for work in making.plans()._works.values():
        work.job.wait()
    page.run()
    calendar = next(each.value for each in page.table if {"Bulan", "Program", "Peserta"} <= set(each.value.columns))
    worded = spoken(
        rows, programme=called("programmes"), month=lambda month: formats.period(f"2000-{month:02d}").split(" ")[0],
        hours=formats.count, batches=formats.count, seats=formats.count, pns=formats.count, pppk=formats.count,
        cost=formats.whole_rupiah,
    )  # fmt: skip
    columns = [calendar.columns[number] for number in (0, 1, 11, 5, 4, 6, 7, 2)]
    assert len(rows) and worded == shown(plain(calendar), *columns)


@pytest.mark.whole
def test_signals_are_the_cards_of_home_in_their_order(ask, homes, open_page):
    home, period = homes("full"), "2025-S1"  # here one agency newly leaves the funnel
    rows = ask("signals", place=["--region", REGION, "--period", period], home=home)
    page = open_page("home", home, daerah=REGION, periode=period)
    cards = [card.label for card in page.expander if card.label.startswith(":")]
    assert len(rows) == len(cards) > 0
    for row, card in zip(rows.to_dict("records"), cards, strict=True):
        word = (
            sentences.verdict(row["verdict"]) if isinstance(row["verdict"], str) else t(f"signal.word_{row['place']}")
        )
        short = agencies("short")[row["agency"]]
        assert word.lower() in card.lower() and f" {formats.plain(short)} " in card
        assert formats.signed(row["estimate"]) in card


def test_json_says_what_csv_says_and_a_missing_figure_is_null(ask, capsys):
    rows = ask("gaps")
    assert command.main(["gaps", *PLACE, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [row["gap"] for row in listed] == pytest.approx(rows["gap"].tolist(), nan_ok=True)
    assert list(listed[0]) == list(rows.columns)
    assert any(row["n_respondents"] is None for row in listed)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["gaps", "--region", "9999", "--period", PERIOD], "not_published"),
        (["needs", "--region", REGION, "--period", "2019-S1"], "not_published"),
        (["plan", *PLACE, "--limits", "60.2;drop"], "limits_shape"),
        pytest.param(["plan", *PLACE, "--limits", "1.2.3.0.0.10~k.TEK-01.30"], "no_plan", marks=pytest.mark.whole),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_problem(at_home, capsys, arguments, code):
    at_home()
    assert command.main([*arguments, "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == code and all(problem[part] for part in ("what", "expected", "fix"))
    assert command.main([*arguments, "--csv"]) == 1
    printed = capsys.readouterr()
    assert not printed.out and problem["what"] in printed.err


def test_a_store_another_process_has_open_is_left_alone(at_home, capsys):
    at_home()
    other = "from data.upkeep.opening import open_store; open_store(); print('open', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", other], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as process:
        assert process.stdout.readline() == "open\n"
        assert command.main(["gaps", *PLACE]) == 3
        assert capsys.readouterr().err
        process.communicate("\n")


def test_the_command_starts_without_streamlit_and_says_how_it_is_used():
    script = "import sys, pages.answers.__main__ as c; assert 'streamlit' not in sys.modules; c.main(['said'])"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ended.returncode == 2 and "invalid choice: 'said'" in ended.stderr


def test_a_leaders_answers_ask_leaders_queries_only(homes, tmp_path):
    class Noting(StoreReader):
        asked: set[str] = set()  # noqa: RUF012

        def ask(self, name, **parameters):
            self.asked.add(name)
            return super().ask(name, **parameters)

    store = open_store(shutil.copytree(homes("planner"), tmp_path / "home"))
    choice = choose(Noting(store, SYSTEM), REGION, PERIOD)
    gaps.by_agency(choice), groups.of_groups(choice), signals(choice)
    store.close()
    folders = query_names()
    assert "group_indicators" in Noting.asked and {folders[name].parent.name for name in Noting.asked} == {"leader"}
