"""A planner who knows the truth of a random table and answers what its files are asked."""

from pathlib import Path

from data.reading import upload
from data.reading.upload import Upload
from tests.worlds import writers
from tests.worlds.office_tables import OfficeTable

ROUNDS = 4  # of questions and answers, after which a file counts as refused


def scales(table: OfficeTable, program: str) -> dict[str, tuple[float, float]]:
    """Indicator -> the scale of its cells in a file of `program`: what it writes without formats are shares of 1."""
    shares = table.percent if program in writers.WITHOUT_FORMATS else ()
    return table.scales | dict.fromkeys(shares, (0.0, 1.0))


def read(
    path: Path, known, constant: dict, scales: dict[str, tuple[float, float]], out: Path
) -> tuple[Upload | None, int]:
    """What a file is read as once it is answered, None where it asks what cannot be; and how many questions it asked
    but those about unknown agencies."""
    mapping, asked = dict(constant), 0
    for _ in range(ROUNDS):
        found = upload.read(path, path.name, known, mapping, out)
        if not any(question.blocking for question in found.questions):
            return found, asked
        asked += sum(question.code != "ask_agency" for question in found.questions)
        answered = _answered(scales, upload.add_unknown(found, "KES", known), found.questions)
        if answered is None:
            break
        mapping = answered
    return None, asked


def _answered(scales: dict, mapping: dict, questions: list) -> dict | None:
    """The mapping with the scales of the file's cells said, for all of it or by part; None where anything else is
    asked, or two scales in one."""
    for question in questions:
        ask = question.detail.get("ask")
        if ask == "set:locale":
            mapping["locale"] = "comma"
        elif ask in ("set:scale", "scales"):
            rules = question.detail.get("rules") or [{}]
            true = {scales[rule["indicator"]] for rule in rules if "indicator" in rule} or set(scales.values())
            if len(true) > 1 or any("values" in rule for rule in rules):
                return None
            (scale,) = true
            if "rules" in question.detail:
                mapping["scales"] = [*mapping.get("scales", []), *({**rule, "scale": list(scale)} for rule in rules)]
            else:
                mapping["scale"] = list(scale)
        elif ask != "values.agency":
            return None
    return mapping
