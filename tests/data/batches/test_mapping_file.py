"""Mapping files: what was saved comes back; what is not as documented is refused by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.batches import mapping_file
from data.terms.problems import Refused

GOOD = {
    "kind": "evaluation", "region": "3403", "period": None, "year": 2025, "scale": [1, 4], "locale": "comma",
    "missing": ["tt"], "columns": {"NILAI": "raw", "KOM": {"indicator": "KOM"}},
    "values": {"agency": {"Dinkes": {"add": {"code": "DINKES", "name": "Dinkes", "sector": "KES"}}, "X": None}},
    "leave_out": {"column": "OPD", "values": ["JUMLAH"]},
    "scales": [{"source": "peer", "scale": [1, 5]}, {"indicator": "KOM", "values": [55, 55], "scale": None}],
}  # fmt: skip


def codes(content):
    with pytest.raises(Refused) as refused:
        mapping_file.parsed(content)
    return [(problem.code, problem.found) for problem in refused.value.problems]


def test_what_was_written_is_read_again():
    assert mapping_file.parsed(mapping_file.written(GOOD)) == GOOD
    assert mapping_file.parsed(b"\xef\xbb\xbf" + mapping_file.written(GOOD)) == GOOD


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "rekap"), ("kind", ["evaluation"]), ("region", 3403), ("year", "2025"), ("year", 0), ("scale", [4, 1]),
        ("scale", "1-4"), ("missing", "tt"), ("columns", ["NILAI"]), ("columns", {"NILAI": 3}),
        ("values", {"agency": "DINKES"}), ("scale", [False, True]), ("year", True),
        ("leave_out", {"column": "OPD"}), ("leave_out", [[]]), ("locale", "koma"), ("nilai", "raw"),
        ("scales", {"scale": [1, 5]}), ("scales", [{"source": "peer"}]), ("scales", [{"unit": "A", "scale": [1, 5]}]),
        ("scales", [{"scale": [5, 1]}]), ("scales", [{"values": [5], "scale": [1, 5]}]),
    ],
)  # fmt: skip
def test_what_is_not_as_documented_is_named(key, value):
    assert codes(json.dumps(GOOD | {key: value}).encode()) == [("mapping_key", key)]


@pytest.mark.parametrize(
    "meaning",
    [
        "nilai", {}, {"field": "nilai"}, {"field": None}, {"scale": "1-4"}, {"scale": [1]}, {"scale": [4, 1]},
        {"indicator": 5}, {"source": ["self"]}, {"period": "entah"}, {"field": "period", "cadence": "week"},
        {"skala": [1, 4]},
    ],
)  # fmt: skip
def test_what_is_no_meaning_of_a_column_is_refused(meaning):
    assert codes(json.dumps({"columns": {"NILAI": meaning}}).encode()) == [("mapping_key", "columns")]


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        *(("agency", answer) for answer in (
            5, ["DINKES"], {}, {"code": 5}, {"leave_out": False}, {"code": "A", "leave_out": True}, {"add": {}},
            {"add": "DINKES"}, {"add": {"code": "DINKES"}}, {"add": {"code": 5, "sector": "KES"}},
            {"add": {"code": "A B", "sector": "KES"}}, {"add": {"code": "A", "name": 5, "sector": "KES"}},
        )),
        ("position", {"add": {"code": "X", "name": "X"}}), ("score", "tinggi"), ("score", True), ("pegawai", "X"),
    ],
)  # fmt: skip
def test_what_is_no_answer_for_a_name_is_refused(kind, answer):
    assert codes(json.dumps({"values": {kind: {"Dinkes": answer}}}).encode()) == [("mapping_key", "values")]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 200_000, b" " * mapping_file.LARGEST + b"{}"]
)
def test_what_is_no_mapping_is_refused(content):
    assert codes(content) == [("mapping_unreadable", None)]


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)))
def test_any_json_is_taken_or_refused(value):
    for told in (value, dict.fromkeys(GOOD, value)):
        try:
            assert isinstance(mapping_file.parsed(json.dumps(told).encode()), dict)
        except Refused as refused:
            assert refused.problems
