"""What Cermin says about a mistake stands whole in either language: parts that are codes are said in words."""

import ast
import csv
import re
import string
import tomllib
from pathlib import Path

import pytest

from data.catalog.declaration import FIELDS, TABLES
from data.catalog.files import FOLDER as REFERENCE
from data.reading.form.text import delimited_table
from data.reading.meaning import surroundings
from data.terms import periods, problems
from data.terms.problems import Problem, spoken, word, words

DATA = Path(problems.__file__).parents[1]
TEXTS = tomllib.loads((DATA / "terms" / "problems.toml").read_text("utf-8"))
CODES = TEXTS.pop("codes")
PARTS, LANGUAGES = ("what", "expected", "fix"), ("id", "en")
_WORD = re.compile(r"[^\W\d]\w+")
_MAKES_PROBLEMS = {"Problem", "problem", "problem_of", "wrong", "_Refused", "_refused"}
_SAID_TO_NOBODY = {
    # What a file's texts are compared with, and keys.
    r"(sheet|lembar|worksheet|table|tabel)\s*\d*", "skala ", "daerah", "periode", "contoh-yang-dipakai",
    "(kolom ",  # the heading of a column without one: `codes.heading`
    "CR",  # the name of a line end in both languages
    "responden",
    # The command line, and the exception that ends it, speak Indonesian.
    "Cermin: berkas, terbitan, dan kueri.", "berkas tidak ditemukan: ", " baris ",
}  # fmt: skip


def tokens(text: str) -> set[str]:
    """The words of a text, without its places and what it quotes."""
    return {token.casefold() for token in _WORD.findall(re.sub(r"\{\w+\}|“[^”]*”", " ", text))}


def vocabulary(lang: str) -> set[str]:
    """The words of all sentences of a language."""
    return set().union(*(tokens(text[part][lang]) for text in TEXTS.values() for part in PARTS))


CALLED = [each for kind in CODES.values() for each in kind.values()]
SHARED = set().union(*(tokens(each["id"]) & tokens(each["en"]) for each in CALLED))  # tab, web, HTML, Unit, ...
INDONESIAN = vocabulary("id").union(*(tokens(each["id"]) for each in CALLED)) - vocabulary("en") - SHARED
ENGLISH = vocabulary("en").union(*(tokens(each["en"]) for each in CALLED)) - vocabulary("id") - SHARED


def made() -> set[str]:
    """Every literal that is the code of a problem or a question, or a state that becomes one."""
    found = set()
    for path in [*DATA.rglob("*.py"), *(DATA.parent / "pages" / "answers").rglob("*.py")]:
        found |= {node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)}
    return {value for value in found if isinstance(value, str)}


def literals(tree: ast.Module) -> set[str]:
    """The texts that a module could put into a problem: those inside functions that make one, and those of the
    constants named where it is made."""
    constants = {
        target.id: node.value
        for node in tree.body if isinstance(node, ast.Assign)
        for target in node.targets if isinstance(target, ast.Name)
    }  # fmt: skip
    places: list[ast.AST] = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    docstrings = {ast.get_docstring(place, clean=False) for place in places}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in _MAKES_PROBLEMS:
            named = (node.id for part in [*call.args, *call.keywords] for node in ast.walk(part)
                     if isinstance(node, ast.Name))  # fmt: skip
            places += [constants[name] for name in named if name in constants]
    inside = (node.value for place in places for node in ast.walk(place) if isinstance(node, ast.Constant))
    return {value for value in inside if isinstance(value, str)} - docstrings


def test_every_text_stands_in_both_languages_with_the_same_places():
    for code, text in TEXTS.items():
        assert set(text) - {"codes"} == set(PARTS), code
        for part in PARTS:
            assert set(text[part]) == set(LANGUAGES) and all(map(str.strip, text[part].values())), code
            names = [{name for _, name, _, _ in string.Formatter().parse(text[part][lang])} for lang in LANGUAGES]
            assert names[0] == names[1], code


def test_the_languages_can_be_told_apart():
    assert {"judul", "angka", "titik", "koma", "berkas"} <= INDONESIAN
    assert {"heading", "number", "comma", "separator"} <= ENGLISH


def test_a_text_without_a_problem_is_dead():
    templated = {f"ask_{kind}" for kind in ("agency", "indicator", "position", "source", "rule_set", "employee_type",
                                            "rating", "predicate", "programme", "region", "serials",
                                            "uncomputed")}  # fmt: skip
    assert set(TEXTS) - made() - templated == set()


def test_no_module_puts_prose_into_a_problem():
    prose = {}
    for path in sorted(DATA.rglob("*.py")):
        content = path.read_text("utf-8")
        if "Problem" in content or "_Refused" in content:
            texts = {text for text in literals(ast.parse(content)) if tokens(text) & INDONESIAN} - _SAID_TO_NOBODY
            prose |= {path.name: texts} if texts else {}
    assert prose == {}


def codes_of(kind: str) -> list[str]:
    if kind == "count":
        return ["4000", "1234567", "> 5000", "100 MB"]
    if kind == "heading":
        return ["(bagian)", "(kolom 12)"]
    if kind == "period":
        return ["2025", "2025-S1, 2024-S2", "2025-Q3", "2025-08"]
    if kind == "moment":
        return ["2025-08-31 14:05"]
    return [*CODES[kind], ", ".join(CODES[kind])]


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_what_a_code_is_called_is_of_the_language_of_its_sentence(code):
    kinds = {"column": "heading"} | TEXTS[code].get("codes", {})
    own = {"found", "expected", "column"}
    assert set(kinds) <= own | details(code)
    moments = {part: "2025-08-31 14:05" for part, kind in kinds.items() if kind == "moment"}
    for part, kind in kinds.items():
        for value in codes_of(kind):
            detail = dict.fromkeys(details(code), "1") | moments
            if part in own:
                problem = Problem(code, **{part: value}, detail=detail)
            else:
                problem = Problem(code, detail=detail | {part: value})
            indonesian, english = (" ".join(words(problem, lang).values()) for lang in LANGUAGES)
            indonesian, english = indonesian + spoken(problem, "id")[part], english + spoken(problem, "en")[part]
            assert not tokens(english.replace("“", "").replace("”", "")) & INDONESIAN
            assert not tokens(indonesian.replace("“", "").replace("”", "")) & ENGLISH


def details(code: str) -> set[str]:
    texts = [text for part in PARTS for text in TEXTS[code][part].values()]
    names = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    return names - {"found", "expected", "column"}


def test_every_code_that_is_found_or_expected_has_words():
    places = {surroundings.TITLE, surroundings.FOOTNOTE, surroundings.SHEET_NAME, surroundings.FILE_NAME}
    assert places == set(CODES["place"])
    assert set(delimited_table.NAMES.values()) == set(CODES["delimiter"])
    assert {periods.parse(code).cadence for code in ("2025", "2025-S1", "2025-Q1", "2025-01")} == set(CODES["cadence"])
    assert set(FIELDS) <= set(CODES["field"])
    assert {column.type for table in TABLES.values() for column in table.columns} >= {"integer", "number"}


def test_predicates_are_called_as_in_their_table():
    with (REFERENCE / "predicates.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: {"id": row["name_id"], "en": row["name_en"]} for row in csv.DictReader(file)}
    assert {code: row for code, row in rows.items() if not code.startswith("org_")} == CODES["predicate"]


def test_numbers_are_grouped_and_several_codes_are_said_one_by_one():
    long = Problem("line_too_long", expected="4194304", detail={"byte": 7})
    assert [words(long, lang)["expected"] for lang in LANGUAGES] == [
        "Paling panjang 4.194.304 bita per baris.",
        "At most 4,194,304 bytes a line.",
    ]
    mixed = Problem("period_cadences", found="quarter, year")
    assert words(mixed)["what"].endswith(": triwulan, tahun.") and words(mixed, "en")["what"].endswith("quarter, year.")
    assert word("predicate", "a_predicate_of_our_own", "en") == "a_predicate_of_our_own"
    taken = Problem("said_around", found="Dinas Kesehatan", expected=surroundings.SHEET_NAME)
    assert words(taken, "en")["what"] == "“Dinas Kesehatan” is taken from the sheet’s name and holds for every row."


@pytest.mark.parametrize(
    ("period", "indonesian", "english"),
    [
        ("2025", "2025", "2025"),
        ("2025-S1", "Semester 1 2025", "Semester 1 2025"),
        ("2025-Q3", "Triwulan 3 2025", "Quarter 3 2025"),
        ("2025-08, 2024-S2", "Agustus 2025, Semester 2 2024", "August 2025, Semester 2 2024"),
        ("lima", "lima", "lima"),
    ],
)
def test_a_period_is_said_and_not_coded(period, indonesian, english):
    problem = Problem("other_period", found=period, expected="2025-S1")
    assert [spoken(problem, lang)["found"] for lang in LANGUAGES] == [indonesian, english]


def test_who_was_quicker_and_when_are_said_and_not_coded():
    problem = Problem("batch_undone", found="7", detail={"actor": "planner", "when": "2025-08-31 14:05"})
    assert words(problem, "id")["what"] == "Unggahan 7 sudah diurungkan oleh Perencana BKD pada 31 Agustus 2025 14.05."
    assert words(problem, "en")["what"] == "Batch 7 was undone by BKD planner on 31 August 2025 14:05."
