"""The posts of a region: where each stands, and who rates whom. People come and go; posts stay."""

from dataclasses import dataclass
from itertools import cycle

import numpy as np
import pandas as pd

from data.sample.places import JF_LAYANAN, JF_TEKNIS, JPT, PEL_ADM, PEL_LAYANAN, PENGAWAS

TEAM = 12  # usual number of people one superior rates

_OFFICE = {JF_TEKNIS: 0.5, PEL_ADM: 0.35, PEL_LAYANAN: 0.15}
_FRONT = {PEL_LAYANAN: 0.45, JF_TEKNIS: 0.3, PEL_ADM: 0.25}
_CARE = {JF_LAYANAN: 0.75, PEL_ADM: 0.15, JF_TEKNIS: 0.1}
_SCHOOL = {JF_LAYANAN: 0.85, PEL_ADM: 0.15}
_DISTRICT = {PEL_LAYANAN: 0.55, PEL_ADM: 0.45}
_MIX = {
    "office": _OFFICE,
    "front": _FRONT,
    "guard": {PEL_LAYANAN: 0.75, PEL_ADM: 0.25},
    "farm": {JF_TEKNIS: 0.65, PEL_ADM: 0.25, PEL_LAYANAN: 0.1},
    "district": _DISTRICT,
    "villages": _DISTRICT,
    "small": _DISTRICT,
    "schools": _OFFICE,
    "clinics": _OFFICE,
    "hospital": _CARE,
}
_WARDS = ("Rawat Jalan", "Rawat Inap", "Gawat Darurat", "Farmasi", "Laboratorium", "Radiologi", "Kebidanan", "Gizi")
_DESKS = ("Pelayanan", "Program dan Data", "Pembinaan", "Pengendalian", "Sarana dan Prasarana", "Pengembangan")


@dataclass(frozen=True)
class Posts:
    """Arrays of one entry per post of one region.

    agency: row number in the region's agencies; unit: number in `units`; position: number in POSITIONS;
    superior: the post that rates this one, -1 where the rater stands outside (regent, mayor, sekda).
    """

    agency: np.ndarray
    unit: np.ndarray
    position: np.ndarray
    superior: np.ndarray
    units: list[str]

    def __len__(self) -> int:
        return len(self.agency)

    def heads(self, agency: int) -> int:
        """The post at the top of an agency: always the first one made for it."""
        return int(np.flatnonzero(self.agency == agency)[0])

    def leaders(self, agency: int) -> np.ndarray:
        """Posts of the agency that rate somebody, in order."""
        return np.intersect1d(np.flatnonzero(self.agency == agency), self.superior)


class _Draft:
    """Posts under construction: plain lists, turned into arrays at the end."""

    def __init__(self, rng: np.random.Generator, team: int):
        self.rng, self.team_size = rng, team
        self.agency, self.unit, self.position, self.superior, self.units = [], [], [], [], []

    def post(self, agency: int, unit: str, position: int, superior: int) -> int:
        if not self.units or self.units[-1] != unit:
            self.units.append(unit)
        self.agency.append(agency)
        self.unit.append(len(self.units) - 1)
        self.position.append(position)
        self.superior.append(superior)
        return len(self.agency) - 1

    def team(self, agency: int, unit: str, size: int, mix: dict[int, float], leader: int | None = None) -> int:
        """`size` people: a leader (unless one is given) and members with the position mix. Returns the leader."""
        if leader is None:  # a principal stays a teacher
            leader, size = self.post(agency, unit, JF_LAYANAN if mix is _SCHOOL else PENGAWAS, -1), size - 1
        shares = np.array(list(mix.values()))
        counts = np.floor(shares * size + 1e-9).astype(int)
        counts[: size - counts.sum()] += 1  # the most common positions take what rounding left
        for position in self.rng.permutation(np.repeat(list(mix), counts)):
            self.post(agency, unit, int(position), leader)
        return leader

    def teams(self, agency: int, unit: str, size: int, mix: dict[int, float]) -> list[int]:
        number = max(1, round(size / (self.team_size + 1)))
        return [self.team(agency, unit, len(part), mix) for part in np.array_split(np.arange(size), number)]


def _branches(layout: str, size: int, places: list[str]) -> list[tuple[str, int, dict[int, float]]]:
    """Units outside the main office: name, people, position mix. Together `size` people."""
    if layout == "schools":
        sizes, mix = cycle((11, 10, 12, 30, 11, 13, 10, 12)), _SCHOOL
    elif layout == "clinics":
        sizes, mix = cycle((19, 22, 18, 24)), _CARE
    else:
        sizes, mix = cycle((7, 6)), _DISTRICT
    made, number = [], {}
    for place, people in zip(cycle(places), sizes, strict=False):
        if size < 6:
            break
        people = people if size - people >= 6 else size
        stem = {"schools": "SMP Negeri" if people >= 25 else "SD Negeri", "clinics": "Puskesmas"}.get(
            layout, "Kelurahan"
        )
        which = number[stem, place] = number.get((stem, place), 0) + 1
        name = f"{stem} {which} {place}" if layout == "schools" else f"{stem} {place} {'I' * which}"
        made.append((name, people, mix))
        size -= people
    return made


def build(
    rng: np.random.Generator, agencies: pd.DataFrame, scale: float = 1.0, team: int = TEAM, floor: int = 12
) -> Posts:
    """Posts for the agencies of one region (its own 0..n-1 row numbers). `scale` shrinks or grows the big ones; those
    of up to `floor` people keep their size. Each superior rates about `team` people."""
    draft = _Draft(rng, team)
    places = agencies.loc[agencies["affair"] == "7.01", "short"].tolist() or ["Kota"]
    head_posts, outside = [], []
    for number, row in enumerate(agencies.itertuples()):
        if not row.people:
            continue
        people = max(round(row.people * scale), min(row.people, floor))
        outer = [] if row.layout not in ("schools", "clinics", "villages") else None
        if outer is None:
            share = 0.42 if row.layout == "villages" else 0.12
            around = [row.short] if row.layout == "villages" else places
            outer = _branches(row.layout, people - max(9, min(60, round(people * share))), around)
        inner = people - 1 - sum(size for _, size, _ in outer)
        head = draft.post(number, "Sekretariat", PENGAWAS if "KEL-" in row.code else JPT, -1)
        head_posts.append((row.code, head))
        mix, leaders = _MIX[row.layout], []
        if inner <= team + 1 and not outer:
            draft.team(number, "Sekretariat", inner, mix, leader=head)  # one rater for the whole office
            continue
        # many schools or clinics: officers in between, so that nobody rates a hundred principals
        officers = len(outer) // team if len(outer) > team else 0
        between = [draft.post(number, "Sekretariat", PENGAWAS, head) for _ in range(officers)]
        desks = max(1, round((inner - len(between)) / (team + 1)))
        names = ["Sekretariat", *("Instalasi " + w for w in _WARDS)] if row.layout == "hospital" else None
        names = names or ["Sekretariat", *("Bidang " + d for d in _DESKS)]
        for part, name in zip(np.array_split(np.arange(inner - len(between)), desks), cycle(names), strict=False):
            leaders.append(draft.team(number, name, len(part), mix))
        for leader in leaders:
            draft.superior[leader] = head
        branch_leaders = [leader for name, size, kind in outer for leader in draft.teams(number, name, size, kind)]
        for leader, boss in zip(branch_leaders, cycle(between or [head]), strict=False):
            draft.superior[leader] = boss
        outside.append((row.code, leaders))
    _join_heads(draft, head_posts, dict(outside))
    return Posts(
        np.array(draft.agency, np.int32),
        np.array(draft.unit, np.int32),
        np.array(draft.position, np.int8),
        np.array(draft.superior, np.int32),
        draft.units,
    )


def _join_heads(draft: _Draft, heads: list[tuple[str, int]], leaders: dict[str, list[int]]) -> None:
    """Agency heads are rated by the assistants of the regional secretariat; in a subdistrict by the camat."""
    top = next((code for code, _ in heads if code.endswith("-SETDA")), heads[0][0])
    top_head = dict(heads)[top]
    assistants = cycle((leaders.get(top) if top.endswith("-SETDA") else None) or [top_head])
    for code, head in heads:
        if code != top:
            draft.superior[head] = next(assistants)
