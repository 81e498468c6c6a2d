"""Files DuckDB may cut: the same answers as the strict reader's, or not plain."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.reading.form.opening import open_table
from data.reading.form.table.table import Options, Refusal
from data.reading.form.text import plain
from data.reading.form.text.decode import survey
from tests.data.reading.opened import FILES, opened, same, written


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(plain, "SMALLEST", 0)


def both_ways(path, **options):
    """The table as DuckDB cuts it (None where the file is not plain), and as the strict reader does."""
    by_engine = opened(path, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "prove", lambda *_: None)
        strictly = opened(path, **options)
    return by_engine if by_engine.plain else None, strictly


@pytest.mark.parametrize(
    "path",
    sorted(path for path in FILES.rglob("*.csv") if path.parts[len(FILES.parts)] != "cases"),  # many are refused
    ids=lambda path: path.name,
)
@pytest.mark.usefixtures("small")
def test_every_real_file_gives_the_same_answers(path):
    options = (
        {"encoding": "cp1252"} if path.stem in ("brussels_hotels", "2013_benchmarks", "invalid-byte-sequence") else {}
    )
    by_engine, strictly = both_ways(path, **options)
    if by_engine:
        assert same(by_engine.whole(), strictly.whole())
        assert by_engine.whole().leave_out == strictly.whole().leave_out
        assert by_engine.detected == strictly.detected


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", [True, False])
@pytest.mark.usefixtures("small")
def test_odd_cells_stay_as_they_are(tmp_path, newline, bom, end):
    lines = ["nama;nilai;ket", "NULL;;null", " a ; 1,5;#x", "\\N;'q';\\", "é–漢;00;NaN", "-;--;/*", "true;1e5;0x10"]
    path = written(tmp_path, bom + newline.join(["Judul;;", *lines]) + (newline if end else ""))
    by_engine, strictly = both_ways(path)
    assert by_engine
    assert same(by_engine.whole(), strictly.whole())
    assert list(map(list, zip(*by_engine.whole().columns, strict=True))) == [line.split(";") for line in lines[1:]]


@pytest.mark.parametrize(
    "bad",
    ['a;"b";c', "a;b", "a;b;c;d", "", "a;b;c\x01", "a;b;c\r", "a;b\n;c;d;e"],
    ids=["quote", "short", "long", "blank", "one", "cr", "even"],
)
@pytest.mark.usefixtures("small")
def test_anything_odd_is_not_plain(tmp_path, bad):
    path = written(tmp_path, "x;y;z\n" + "a;1;2\n" * 20 + bad + "\n" + "a;1;2\n" * 20)
    assert opened(path).plain is None


CELL = st.sampled_from(["", " ", "a", "Dinas A", "80,5", "JUMLAH", "nama", "é", "*", "\u00a0"])


TABLES = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12)
FIXED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=50, suppress_health_check=FIXED)
@given(TABLES)
@pytest.mark.usefixtures("small")
def test_some_even_files_give_the_same_answers(tmp_path, table):
    assert_same_answers(tmp_path, table)


@pytest.mark.whole
@settings(max_examples=300, suppress_health_check=FIXED)
@given(TABLES)
@pytest.mark.usefixtures("small")
def test_any_even_file_gives_the_same_answers(tmp_path, table):
    assert_same_answers(tmp_path, table)


def assert_same_answers(tmp_path, table):
    lines = ["nama;nilai;ket", "Ani;80;x", *(";".join(row) for row in table), "Budi;70;y"]
    path = written(tmp_path, "\n".join(lines) + "\n")
    if isinstance(open_table(path, path.name, Options()), Refusal):  # two headings alike, before either cuts a row
        return
    by_engine, strictly = both_ways(path)
    if by_engine:
        assert same(by_engine.whole(), strictly.whole())
        assert by_engine.detected == strictly.detected


def test_proof_across_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(plain, "SMALLEST", 0)
    monkeypatch.setattr(plain, "BLOCK", 50)
    good = written(tmp_path, "x;y\n" + "abc;def\n" * 100)
    assert plain.prove(survey(good, None), ";", 1, 2)
    bad = written(tmp_path, "x;y\n" + "abc;def\n" * 50 + "abc\nd;e;f\n" + "abc;def\n" * 50)
    assert plain.prove(survey(bad, None), ";", 1, 2) is None


def test_a_big_file_comes_in_chunks_of_bounded_size(tmp_path):
    path = written(tmp_path, "no;nama;nilai\n" + "".join(f"{n};Dinas {n % 9};{n % 100}\n" for n in range(150_000)))
    by_engine, strictly = both_ways(path)
    chunks = list(by_engine.chunks())
    assert max(len(chunk.lines) for chunk in chunks) <= 50_000
    assert same(by_engine.whole(), strictly.whole())
