"""What a file's fields, settings and names are called on screen."""

from data.catalog.catalog import Known
from data.reading.form.text import delimited
from data.reading.form.text.delimited_table import NAMES
from data.reading.meaning import names as spellings
from data.terms.problems import word
from pages.ui.page import names
from pages.ui.words import formats, language, t

_TABLES = {"position": "positions", "source": "sources", "indicator": "indicators", "predicate": "predicates"}
DELIMITERS, ENCODINGS, LOCALES = delimited.DELIMITERS, ("utf-8", "cp1252", "utf-16"), ("comma", "point")


def field(name: str) -> str:
    """A field of the reader as a planner calls it."""
    return word("field", name, language())


def kind(name: str) -> str:
    return t(f"upload.kind.{name}")


def delimiter(sign: str) -> str:
    return word("delimiter", NAMES[sign], language()) if sign in NAMES else sign


def encoding(name: str) -> str:
    return {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}.get(
        name, name.upper()
    )


def locale(name: str) -> str:
    return t(f"upload.locale.{name}")


def meaning(said: object) -> str:
    """What a column holds, from the mapping's short form."""
    if isinstance(said, str):
        return field(said)
    parts = [field(said.get("field", "raw"))]
    parts += [labelled.get(said[part], str(said[part])) for part, labelled in _fixed() if part in said]
    parts += [said["register"]] if "register" in said else []
    if "period" in said:
        parts.append(formats.period(said["period"], short=True))
    return " · ".join(parts)


def _fixed() -> list[tuple[str, dict[str, str]]]:
    """What a column may hold fixed for all its values, and what that is called."""
    return [(part, names.names(_TABLES[part])) for part in ("indicator", "source")]


def labels(known: Known, kind: str, region: str | None) -> dict[str, str]:
    """Code -> name of everything a name of this kind may stand for."""
    if kind in _TABLES:
        return names.names(_TABLES[kind])
    if kind == "region":
        return dict(zip(known.regions["code"].astype(str), known.regions["name"], strict=True))
    found = spellings.of(known, kind, region if kind == "agency" else None).labels
    return dict(sorted(found.items(), key=lambda item: item[1]))


def code_names(known: Known, mapping: dict) -> dict[str, dict[str, str]]:
    """Field -> code -> name, for the columns of a preview; names the mapping adds are among them."""
    names = {}
    for kind in ("region", "agency", "indicator", "position", "source", "predicate"):
        added = [
            said["add"]
            for said in mapping.get("values", {}).get(kind, {}).values()
            if isinstance(said, dict) and "add" in said
        ]
        names[kind] = labels(known, kind, mapping.get("region")) | {new["code"]: new["name"] for new in added}
    return names
