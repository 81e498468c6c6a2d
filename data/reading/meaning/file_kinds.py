"""The kinds of file Cermin takes in: which fields each has, which it cannot do without, and which kinds a file fits."""

from dataclasses import dataclass

# Heading of the long template <-> field. Every other heading is a row of the reference table `aliases` (kind header).
TEMPLATE = {
    "daerah": "region",
    "periode": "period",
    "nip": "nip",
    "nama": "name",
    "jenis_pegawai": "employee_type",
    "perangkat_daerah": "agency",
    "unit": "unit",
    "kelompok_jabatan": "position",
    "indikator": "indicator",
    "nilai": "raw",
    "skala_min": "scale_min",
    "skala_maks": "scale_max",
    "aturan": "rule_set",
    "sumber_penilai": "source",
    "penilai": "rater",
    "responden": "respondents",
    "jumlah_penilai": "n_raters",
}
FORBIDDEN, IGNORE = "forbidden", "ignore"
NAMED = ("agency", "indicator", "position", "source", "rule_set", "employee_type", "rating", "predicate", "programme")
"""Fields whose texts stand for codes of the reference tables."""


@dataclass(frozen=True)
class Kind:
    """One kind of batch: `needs` must be a column, a constant of the mapping or an answer; `may` may be there.

    A field of `needs` written `a|b` is met by either. `marks` are the fields that tell this kind from the others.
    """

    needs: tuple[str, ...]
    may: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Every field this kind reads."""
        return frozenset(name for each in (*self.needs, *self.may) for name in each.split("|"))


_WHO = ("nip", "name", "employee_type", "unit", "position", "job_title")
_SCALE = ("scale", "scale_min", "scale_max", "weight")
KINDS = {
    "evaluation": Kind(
        ("region", "period", "agency", "indicator", "raw", "source"),
        (*_WHO, "rater", *_SCALE, "rule_set", "respondents", "n_raters", "acting", "ends"),
        ("raw", "indicator", "source"),
    ),
    "roster": Kind(
        ("region", "period", "nip", "agency"), (*_WHO, "active", "acting"), ("nip", "agency", "employee_type")
    ),
    "predicate": Kind(
        ("region", "period", "nip", "agency"),
        (*_WHO, "work_result", "work_behavior", "predicate", "skp_status", "acting", "starts", "ends"),
        ("work_result", "work_behavior", "predicate", "skp_status"),
    ),
    "outcome": Kind(
        ("region", "period", "agency", "measure", "value"),
        ("unit", "target", "respondents"),
        ("measure", "value", "target"),
    ),
    "attendance": Kind(
        ("region", "nip", "programme|title"),
        ("name", "employee_type", "starts", "ends", "learning_hours"),
        ("programme", "title", "learning_hours"),
    ),
}


_VALUES = frozenset(("raw", "indicator", "value", "measure"))  # the values of one kind may be read as those of another


def unread(kind: str) -> frozenset[str]:
    """Fields that tell other kinds from this one, which does not read them: the predicate beside scores."""
    others = {mark for other in KINDS.values() for mark in other.marks}
    return frozenset(others - KINDS[kind].fields - _VALUES) | {IGNORE, FORBIDDEN}


def fits(fields: set[str], indicator_columns: int) -> dict[str, float]:
    """How well the columns of a file suit each kind, 0 to 1, best first; kinds that cannot be are absent.

    `fields` are the meanings found among the headings; `indicator_columns` is how many headings name an indicator.
    Region, period and source may be chosen at upload, so a missing one lowers the fit but rules nothing out.
    """
    present = set(fields)
    if indicator_columns:
        present |= {"indicator", "raw", "measure", "value"}
    scores = {}
    for name, kind in KINDS.items():
        needed = [need for need in kind.needs if need not in ("region", "period", "source")]
        met = sum(1 for need in needed if present.intersection(need.split("|")))
        marked = sum(1 for mark in kind.marks if mark in present) / len(kind.marks)
        if met < len(needed) - 1 - ("raw" in present and name == "evaluation") or not marked:
            continue
        scores[name] = round(0.6 * met / len(needed) + 0.4 * marked, 3)
    if present & {"raw", "indicator", "value"}:
        scores.pop("roster", None)
    if present & {"work_result", "work_behavior", "predicate", "skp_status"}:
        scores = {name: score for name, score in scores.items() if name in ("predicate", "evaluation")}
        scores["predicate"] = max(scores.get("predicate", 0), 0.9)
    if present & {"programme", "title"} and "nip" in present and not present & {"raw"}:
        scores.pop("roster", None)
    if "nip" in present:
        scores.pop("outcome", None)
    else:
        for name in ("roster", "predicate", "attendance"):
            scores.pop(name, None)
    return dict(sorted(scores.items(), key=lambda item: (-item[1], list(KINDS).index(item[0]))))
