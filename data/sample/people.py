"""Made-up employees: valid NIPs, made-up names, and who sits on which post in which period."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample.places import EMPLOYEE_TYPES, JF_LAYANAN, JF_TEKNIS, JPT, PEL_LAYANAN, PENGAWAS
from data.sample.posts import Posts

LEAVE, MOVE, ABSENT = 0.025, 0.025, 0.012  # per semester: gone for good (and replaced), to another post, not in place

_MALE = (
    "Agus", "Bambang", "Cahyo", "Dedi", "Eko", "Fajar", "Gunawan", "Hadi", "Irfan",
    "Joko", "Kurnia", "Lukman", "Made", "Nanang", "Rahmat", "Slamet", "Tri", "Wahyu",
)  # fmt: skip
_FEMALE = (
    "Ani", "Budiarti", "Citra", "Dewi", "Endang", "Fitri", "Hartini", "Indah", "Kartika",
    "Lestari", "Murni", "Ningsih", "Puji", "Ratna", "Siti", "Tuti", "Wati", "Yuni",
)  # fmt: skip
_MIDDLE = (
    "Adi", "Bayu", "Candra", "Dwi", "Eka", "Galih", "Harum", "Intan", "Jaya",
    "Laras", "Mega", "Nur", "Puspa", "Rini", "Setia", "Tirta", "Utama", "Wulan",
)  # fmt: skip
# Family names that nobody bears: "invented", "for example", "pseudonym", ... so that no row can be taken for a person.
_LAST = (
    "Rekaan", "Contoh", "Samaran", "Umpama", "Misalnya", "Andaian", "Khayali", "Ibarat", "Bayangan",
    "Tiruan", "Percobaan", "Peragaan",
)  # fmt: skip
_TITLES = {
    "PEND": ("S.Pd.", "S.Pd., M.Pd.", "S.Pd.SD", "S.Ag."),
    "KES": ("A.Md.Kep.", "S.Kep., Ns.", "A.Md.Keb.", "S.K.M.", "dr."),
    "TANI": ("S.P.", "S.T.P.", "S.Pt.", "S.Pi."),
    "INFRA": ("S.T.", "S.T., M.T.", "A.Md."),
    "": ("S.E.", "S.Sos.", "S.H.", "S.IP., M.Si.", "A.Md.", "", "S.Kom.", "S.STP."),
}


@dataclass(frozen=True)
class Occupants:
    """Who sits where. holder: periods x posts, person number; absent: same shape, true where the post is empty for the
    period; leaving: (period, post, person) of people whose last period is past; first_post, first_seen: per person."""

    holder: np.ndarray
    absent: np.ndarray
    leaving: list[tuple[int, np.ndarray, np.ndarray]]
    first_post: np.ndarray
    first_seen: np.ndarray


def turnover(rng: np.random.Generator, posts: Posts, periods: int, pinned: np.ndarray) -> Occupants:
    """Joiners, leavers and movers over the periods. Posts in `pinned` keep their holder, present, throughout."""
    size = len(posts)
    holder = np.empty((periods, size), np.int32)
    holder[0] = np.arange(size)
    first_post, first_seen, leaving = [np.arange(size)], [np.zeros(size, int)], []
    known = size
    for t in range(1, periods):
        now = holder[t - 1].copy()
        draw = rng.random(size)
        draw[posts.position <= PENGAWAS] *= 2.0  # heads stay longer
        draw[pinned] = 1.0
        gone = np.flatnonzero(draw < LEAVE)
        for position in range(6):  # a move stays inside the position: a nurse does not become a clerk
            moved = np.flatnonzero((draw >= LEAVE) & (draw < LEAVE + MOVE) & (posts.position == position))
            now[moved] = np.roll(now[moved], 1)
        leaving.append((t, gone, now[gone].copy()))
        now[gone] = np.arange(known, known + len(gone))
        known += len(gone)
        first_post.append(gone)
        first_seen.append(np.full(len(gone), t))
        holder[t] = now
    absent = rng.random((periods, size)) < ABSENT
    absent[:, pinned] = False
    return Occupants(holder, absent, leaving, np.concatenate(first_post), np.concatenate(first_seen))


def make_people(
    rng: np.random.Generator, position: np.ndarray, sector: np.ndarray, joined: np.ndarray, series: int
) -> pd.DataFrame:
    """One row: one person: nip, name, employee_type. `position`, `sector`: where they were first seen; `joined`: the
    year of that, 0 for those there from the start. `series` 0-4 keeps the NIPs of regions apart."""
    size = len(position)
    may_contract = ~np.isin(position, (JPT, PENGAWAS))
    share = np.where(np.isin(position, (JF_LAYANAN, JF_TEKNIS, PEL_LAYANAN)), 0.3, 0.15)
    contract = may_contract & (rng.random(size) < share)
    part_time = may_contract & (joined >= 2025) & (rng.random(size) < 0.6)  # the status exists since 2025
    contract |= part_time
    birth_year = rng.integers(1968, 1999, size)
    birth = birth_year * 10000 + rng.integers(1, 13, size) * 100 + rng.integers(1, 29, size)
    career = birth_year + rng.integers(20, 31, size)
    first = np.where(joined > 0, joined, 2022)
    appointed = np.where(contract, np.maximum(first - rng.integers(0, 3, size), 2019), np.minimum(career, first))
    appointed = np.where(part_time, joined, appointed)
    # PNS: month of appointment; PPPK: which contract this is (21 the first, 22 the second), never a month
    middle = np.where(contract, rng.choice([21, 21, 21, 22], size), rng.integers(1, 13, size))
    sex = rng.integers(1, 3, size)
    nips, taken = [], {}
    for stem in (f"{b}{a}{m:02d}{s}" for b, a, m, s in zip(birth, appointed, middle, sex, strict=True)):
        taken[stem] = taken.get(stem, 0) + 1
        nips.append(f"{stem}{900 + 20 * series + taken[stem]}")  # sequences over 900: real ones do not come near
    kinds = np.where(part_time, EMPLOYEE_TYPES[2], np.where(contract, EMPLOYEE_TYPES[1], EMPLOYEE_TYPES[0]))
    return pd.DataFrame({"nip": nips, "name": _names(rng, sex, sector), "employee_type": kinds})


def _names(rng: np.random.Generator, sex: np.ndarray, sector: np.ndarray) -> list[str]:
    size = len(sex)
    first, middle, last = rng.integers(0, 18, size), rng.integers(0, 18, size), rng.integers(0, len(_LAST), size)
    title = rng.random(size)
    names = []
    for s, f, m, n, u, group in zip(sex, first, middle, last, title, sector, strict=True):
        titles = _TITLES.get(group, _TITLES[""])
        mark = titles[int(u * len(titles))]
        name = f"{(_MALE if s == 1 else _FEMALE)[f]} {_MIDDLE[m]} {_LAST[n]}"
        names.append(f"dr. {name}" if mark == "dr." else f"{name}, {mark}" if mark else name)
    return names
