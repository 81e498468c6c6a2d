"""What the command line prints: the demo, every named query, and a file on its way in, out and back."""

import io
import json
import re
import runpy
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from tests.same_outputs import given
from tests.same_outputs.figures import in_text
from tests.same_outputs.shortened import shortened

PARAMETER = re.compile(r"\$(\w+)")
NARROWED = {
    "sectors": given.SECTOR, "agencies": given.AGENCY, "indicator": given.INDICATOR, "source": given.SOURCE,
    "positions": given.POSITION, "periods": given.PERIOD, "period": given.PERIOD,
}  # fmt: skip


def cermin(*arguments: object) -> str:
    """`python -m data ...` in this process: exit code, then what it printed, as one text."""
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["python -m data", *map(str, arguments)]
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            runpy.run_module("data", run_name="__main__")
        except SystemExit as end:
            code = end.code
        except Exception as error:
            code = f"{type(error).__name__}: {error}"  # what a user would get as a traceback
    return in_text("".join([f"exit {code}\n", out.getvalue(), *(["stderr:\n", err.getvalue()] if err.tell() else [])]))


def demo(home: Path, tree: Path) -> Iterator[tuple[str, str]]:
    """Makes the store every other part works on a copy of."""
    yield "commands/demo.txt", cermin("demo")
    yield "commands/status.json", cermin("status", "--json")
    yield "commands/status.txt", cermin("status")
    yield "commands/verify.json", cermin("verify", "--json")


def queries(home: Path, tree: Path) -> Iterator[tuple[str, str]]:
    """Every named query for every region, and for one narrowed by each of its parameters, as CSV and JSON."""
    regions = sorted({row["region"] for row in answer("published")})
    batches = answer("batch_list")
    persons = [str(row["employee"]) for row in answer("person_ratings", region=given.SMALL, periods=given.PERIOD)[:900]]
    lists = {
        "table": [path.stem for path in sorted((tree / "data").rglob("reference/*.csv"))],
        "pages": ["home,agency_trends,training_needs"],
        "employees": [",".join(sorted(set(persons))[:20])],
        "sha256": [batches[0]["sha256"]],
    }
    for path in sorted((tree / "data").rglob("queries/*/*.sql")):
        name, wanted = path.stem, set(PARAMETER.findall(re.sub("--.*", "", path.read_text("utf-8"))))
        fixed = {"plan_year": "2027"} | ({"kind": batches[0]["kind"]} if "sha256" in wanted else {})
        fixed = {key: value for key, value in fixed.items() if key in wanted}
        (key, values) = next(((key, lists[key]) for key in lists if key in wanted), ("region", regions))
        if key not in wanted:
            yield from _both(name, "all", {})
            continue
        for value in values:
            called = value if key in ("region", "table") else "some"
            whole = {**fixed, key: value}
            if name == "person_ratings":
                whole["periods"] = given.PERIOD  # all periods of a region are a hundred megabytes
            yield from _both(name, called, whole)
            for narrow in sorted(set(NARROWED) & wanted) if value == given.REGION else ():
                yield from _both(name, f"{called}.{narrow}", {**whole, narrow: NARROWED[narrow]})


def _both(name: str, called: str, parameters: dict[str, str]) -> Iterator[tuple[str, str]]:
    pairs = [part for key, value in parameters.items() for part in ("--param", f"{key}={value}")]
    for form in ("csv", "json"):
        text = cermin("query", name, *pairs, f"--{form}")
        yield f"queries/{name}/{called}.{form}", shortened(text.replace("},{", "},\n{"))


def answer(name: str, **parameters: str) -> list[dict]:
    """The rows of a named query."""
    pairs = [part for key, value in parameters.items() for part in ("--param", f"{key}={value}")]
    return json.loads(cermin("query", name, *pairs, "--json").partition("\n")[2])


def imports(home: Path, tree: Path) -> Iterator[tuple[str, str]]:
    """A good and a bad file: looked at, taken in, published, taken back. And every page of help."""
    for name in ("", "import", "publish", "undo", "status", "query", "demo", "verify", "rebuild", "backup", "restore"):
        yield f"commands/help_{name or 'all'}.txt", cermin(*filter(None, [name]), "--help")
    with tempfile.TemporaryDirectory() as folder:
        for called, text in given.FILES.items():
            path = Path(folder) / called
            path.write_bytes(text)
            for form in ([], ["--json"]):
                end = "json" if form else "txt"
                yield f"commands/look_{called}.{end}", cermin("import", path, *form)
        good = Path(folder) / given.GOOD
        yield "commands/take.json", cermin("import", good, "--confirm", "--publish", "--json")
        yield "commands/take_again.txt", cermin("import", good, "--confirm")
    yield "commands/after_take.json", cermin("status", "--json")
    batch = max(row["batch_id"] for row in answer("batch_list"))
    yield "commands/undo.txt", cermin("undo", batch, "--reason", "salah berkas")
    yield "commands/undo_again.json", cermin("undo", batch, "--reason", "salah berkas", "--json")
    yield "commands/publish.json", cermin("publish", given.PERIOD, "--region", given.REGION, "--json")
    yield "commands/publish_nothing.txt", cermin("publish", "1999-S1")
    yield "commands/wrong_param.txt", cermin("query", "published", "--param", "x=1")
    yield "commands/wrong_shape.txt", cermin("query", "published", "--param", "x")
    yield "commands/remove_demo.txt", cermin("demo", "--remove")
    yield "commands/after_remove.json", cermin("status", "--json")
