"""What README and docs say of the code is true: links, paths, commands, words, formulas, the version."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from pages.ui.words import strings

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
TOP = {path.name for path in ROOT.iterdir() if path.name not in (".git", ".venv", ".boot")}
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"[\w.-]+\.(?:py|sql|toml|csv|css|js|yml|yaml|cfg)")


def prose(path: Path) -> str:
    """The document without what stands between fences: pictures and examples."""
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


@cache
def file_names() -> frozenset[str]:
    folders = ("data", "analytics", "pages", "tests", "docs", ".streamlit", ".ci")
    inside = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return frozenset(path.name for path in (*ROOT.glob("*"), *inside))


def exists(said: str) -> bool:
    """Whether a path of the repository is there; `*` stands for any name, `<...>` for one that is spoken of."""
    pattern = re.sub(r"<[^>]*>|[A-Z]+(?=[./]|$)", "*", said.rstrip("/"))
    return any(ROOT.glob(pattern))


def paths(text: str) -> set[str]:
    """What is written as a path of the repository: it begins with one of its folders or files."""
    spoken = {part.strip(",;:()") for code in CODE.findall(text) for part in code.split()}
    inside = {part for part in spoken if "/" in part.strip("/") and part.split("/")[0] in TOP}
    return {part for part in inside if not part.startswith("data/local") and re.fullmatch(r"[\w./*<>-]+", part)}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_paths_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    links = {link.split("#")[0] for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)}
    missing = {link for link in links if link and not (path.parent / link).exists()}
    if path.name != "CHANGELOG.md":  # it tells of what was
        missing |= {said for said in paths(prose(path)) if not exists(said)}
        missing |= {name for name in CODE.findall(prose(path)) if FILE.fullmatch(name) and name not in file_names()}
    assert missing == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_name_modules_there_are(path):
    said = {
        found
        for line in path.read_text(encoding="utf-8").splitlines()
        for found in re.findall(r"python -m ([\w.]+)", line)
    }
    said = {name.rstrip(".") for name in said if name.split(".")[0] in TOP}
    homes = {name: ROOT / name.replace(".", "/") for name in said}
    assert {name for name, home in homes.items() if not (home.is_dir() or home.with_suffix(".py").is_file())} == set()


def test_words_on_screen_are_those_of_the_list():
    """A row of words.md with a key says what the screen says under that key."""
    rows = [
        line.strip("| ").split(" | ")
        for line in (ROOT / "docs" / "words.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    keyed = [(row[2].strip(), row[3].strip("` |")) for row in rows if len(row) == 4 and row[3].startswith("`")]
    assert len(keyed) > 30
    told = {key: (strings()[key]["id"] if key in strings() else None) for _, key in keyed}
    assert {key: (word, told[key]) for word, key in keyed if told[key] != word} == {}


def test_every_formula_has_its_place():
    """Each module of analytics, and each statement of publishing that computes, is named in formulas.md."""
    text = (ROOT / "docs" / "formulas.md").read_text("utf-8")
    modules = [path for path in (ROOT / "analytics").rglob("*.py") if path.name != "__init__.py"]
    modules += (ROOT / "data" / "sql" / "publish").glob("*.sql")
    assert [name for path in sorted(modules) if (name := path.relative_to(ROOT).as_posix()) not in text] == []


def test_every_campaign_has_its_line():
    text = (ROOT / "docs" / "development.md").read_text("utf-8")
    commands = [
        path
        for path in (ROOT / "tests" / "campaigns").glob("[a-z]*.py")
        if '__name__ == "__main__"' in path.read_text("utf-8")
    ]
    assert [path.stem for path in commands if f"tests.campaigns.{path.stem}" not in text] == []


def test_the_version_is_that_of_the_changelog():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest and newest[1] == version
