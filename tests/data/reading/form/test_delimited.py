import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reading.form.text.delimited import cut
from tests.data.reading.opened import FILES, codes, opened, refused, rows, written
from tests.twins import delimited

SPECTRUM = sorted(path.stem for path in (FILES / "csv_spectrum").glob("*.csv"))


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_equals_its_json(name, tmp_path):
    content = (FILES / "csv_spectrum" / f"{name}.csv").read_bytes()
    if name.endswith("_crlf"):  # the copy at hand lost its carriage returns on the way
        content = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    table = opened(written(tmp_path, content))
    found = [dict(zip(table.header, row, strict=True)) for row in rows(table)]
    expected = json.loads((FILES / "csv_spectrum" / f"{name}.json").read_bytes())
    if name == "location_coordinates":  # the JSON has one object, and another number than the CSV
        expected = [expected | {"Contact Phone Number": "2095257564"}]
    assert found == expected


@pytest.mark.parametrize(
    ("name", "records", "header"),
    [
        ("cr-line-endings", 2, ["Foo", "Bar", "Baz"]),
        ("crlf-line-endings", 2, ["Foo", "Bsr", "Baz"]),
        ("lf-line-endings", 2, ["Foo", "Bsr", "Baz"]),
        ("inconsistent-line-endings", 2, ["Foo", "Bsr", "Baz"]),
        ("inconsistent-line-endings-unquoted", 2, ["Foo", "Bsr", "Baz"]),
        ("title-row", 2, ["Foo", "Bsr", "Baz"]),
        ("valid", 2, ["Foo", "Bar", "Baz"]),
        ("valid_many_rows", 6, ["Foo", "Bar", "Baz"]),
        ("windows-line-endings", 1, ["a", "b", "c"]),
    ],
)
def test_csvlint_good_files(name, records, header):
    table = opened(FILES / "csvlint" / f"{name}.csv")
    assert (table.header, len(rows(table))) == (header, records)
    assert not table.whole().problems


def test_csvlint_stray_quote_refuses_its_row_only():
    whole = opened(FILES / "csvlint" / "invalid_many_rows.csv").whole()
    assert [(p.code, p.row) for p in whole.problems] == [("quote_inside", 4)]
    assert whole.refused == [(4, ['"1","2","3" "'])]


def test_csvlint_invalid_bytes_are_asked_about():
    path = FILES / "csvlint" / "invalid-byte-sequence.csv"
    assert codes(refused(path)) == ["encoding_cp1252"]
    assert opened(path, encoding="cp1252").header[2] == "Histórico"


def test_unclosed_quote_names_the_line_it_opens_on(tmp_path):
    path = written(tmp_path, 'a,b,c\n1,2,3\n4,"5,6\n7,8,9\n' + "1,2,3\n" * 50)
    (problem,) = refused(path).problems
    assert (problem.code, problem.row, problem.detail) == ("quote_unclosed", None, {"line": 3})


def test_unclosed_quote_far_down_a_big_file(tmp_path):
    path = written(tmp_path, "a,b,c\n" + "1,2,3\n" * 400_000 + '4,"5,6\n' + "7,8,9\n" * 200_000)
    problems = [p for chunk in opened(path).chunks() for p in chunk.problems]
    assert [(p.code, p.row, p.detail) for p in problems] == [("quote_unclosed", None, {"line": 400_002})]


@pytest.mark.parametrize("extra", ["1,2", "1,2,3,4", "1,80,5,7"])
def test_a_record_of_another_width_is_refused_with_its_line(tmp_path, extra):
    whole = opened(written(tmp_path, f"a,b,c\nx,2,3\n{extra}\ny,5,6\n")).whole()
    assert [(p.code, p.row, p.found, p.expected) for p in whole.problems] == [
        ("field_count", 3, str(extra.count(",") + 1), "3")
    ]
    assert whole.refused == [(3, extra.split(","))]
    assert list(whole.columns[0]) == ["x", "y"]


def test_empty_cells_at_the_end_are_padding(tmp_path):
    assert rows(opened(written(tmp_path, "a,b\nx,2,,\ny,3\n"))) == [["x", "2"], ["y", "3"]]


def test_unquoted_decimal_commas_refuse_the_file(tmp_path):
    path = written(tmp_path, "nama,opd,nilai\n" + "Ani,Dinas A,80,5\n" * 20)
    assert codes(refused(path, delimiter=","))[0] == "most_records_refused"


def test_carriage_return_inside_a_line(tmp_path):
    whole = opened(written(tmp_path, "a,b\nx,2\ny\rz,3\nw,4\n")).whole()
    assert [(p.code, p.row) for p in whole.problems] == [("carriage_return", 3)]


ALPHABET = st.sampled_from(["a", "1", " ", '"', '""', ",", ";", "\n", "\r\n", "\r", "é"])


def plainly(text, delimiter, newline):
    records, faults = delimited.cut(text, delimiter, newline)
    return [(line, row) for line, row in records], faults


def cut_whole(text, delimiter, newline):
    found, _, rest = cut(text, delimiter, newline, 1, final=True)
    assert rest == ""
    return (
        [(line, row) for line, row in zip(found.lines, found.rows, strict=True)],
        [(p.row, p.code) for p in found.problems],
    )


TEXTS = st.lists(ALPHABET, max_size=30).map("".join)


@settings(max_examples=500)
@given(TEXTS)
def test_the_plain_twin_agrees_on_some(text):
    assert_twin_agrees(text)


@pytest.mark.whole
@settings(max_examples=3_000)
@given(TEXTS)
def test_the_plain_twin_agrees(text):
    assert_twin_agrees(text)


def assert_twin_agrees(text):
    for newline in ("\n", "\r"):
        assert cut_whole(text, ",", newline) == plainly(text, ",", newline)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@settings(max_examples=300)
@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_quoted_is_read_back(table, delimiter, newline):
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    found, _, _ = cut(newline.join(lines), delimiter, "\n", 1, final=True)
    assert found.rows == table
    assert not found.problems


@settings(max_examples=500)
@given(st.lists(ALPHABET, max_size=60).map("".join), st.integers(1, 20))
def test_blocks_do_not_change_the_answer(text, size):
    """Cut in pieces of whole lines, as a big file is, the records are the same."""
    text = text.replace("\r", "")
    whole = cut_whole(text, ",", "\n")
    records, faults, line, rest = [], [], 1, ""
    pieces = text.split("\n")
    blocks = ["\n".join(pieces[i : i + size]) + "\n" for i in range(0, len(pieces), size)]
    blocks[-1] = blocks[-1].removesuffix("\n")
    for n, block in enumerate(blocks):
        found, line, rest = cut(rest + block, ",", "\n", line, final=n == len(blocks) - 1)
        records += zip(found.lines, found.rows, strict=True)
        faults += [(p.row, p.code) for p in found.problems]
    assert (records, faults) == whole
