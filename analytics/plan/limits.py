"""The limits of a training plan. Law first, then money, then what a unit can spare."""

from dataclasses import dataclass, replace

# PerLAN 15/2020: a PPPK gets at most 24 learning hours (JP) a year. PP 11/2017 art. 203: a PNS is owed 20 JP a year.
PPPK_HOURS = 24.0
PNS_HOURS = 20.0
PPPK_TYPES = ("pppk", "pppk_part_time")
TYPES = ("pns", *PPPK_TYPES)
# What a batch takes of a month: a room and a trainer for a class, a mentor for learning at the workplace.
RESOURCES = ("rooms", "trainers", "mentors")


@dataclass(frozen=True)
class Lock:
    """The planner insists on at least `seats` seats in a programme, of one agency or (None) of any."""

    programme: str
    seats: int
    agency: str | None = None


@dataclass(frozen=True)
class Ban:
    """The planner rules a programme out: for one agency or all (None), in one month or all (None)."""

    programme: str
    agency: str | None = None
    month: int | None = None


@dataclass(frozen=True)
class Limits:
    """What a plan may not exceed. Money in rupiah, hours in JP.

    `rooms`, `trainers` and `mentors` are per month, for all programmes together (None: no limit). `floor` is the least
    number of seats of an agency as a share of its people below standard, rounded up. `away` is the share of a unit's
    people that may be away in one month; one person may always go. `courses` is the most programmes one person gets in
    a year.
    """

    budget: float
    months: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    rooms: int | None = None
    trainers: int | None = None
    mentors: int | None = None
    floor: float = 0.0
    floor_waived: tuple[str, ...] = ()  # agencies the floor does not hold for
    away: float = 0.10
    courses: int = 3
    pppk_hours: float = PPPK_HOURS
    pns_hours: float = PNS_HOURS
    locked: tuple[Lock, ...] = ()
    forbidden: tuple[Ban, ...] = ()

    def __post_init__(self) -> None:
        assert self.budget >= 0 and self.courses >= 1 and 0 <= self.floor <= 1 and 0 <= self.away <= 1
        assert len(set(self.months)) == len(self.months) and set(self.months) <= set(range(1, 13))


def without(limits: Limits, names: tuple[str, ...]) -> Limits:
    """The limits with some lifted, by name: budget, rooms, trainers, mentors, away, floor:AGENCY, lock:n, ban:n."""
    lifted: dict[str, dict] = {
        "budget": {"budget": 1e12},
        "rooms": {"rooms": None},
        "trainers": {"trainers": None},
        "mentors": {"mentors": None},
        "away": {"away": 1.0},
    }
    changes: dict = {}
    for name in names:
        changes |= lifted.get(name, {})
    waived = tuple(name.split(":", 1)[1] for name in names if name.startswith("floor:"))
    changes["floor_waived"] = limits.floor_waived + waived
    changes["locked"] = tuple(lock for n, lock in enumerate(limits.locked) if f"lock:{n}" not in names)
    changes["forbidden"] = tuple(ban for n, ban in enumerate(limits.forbidden) if f"ban:{n}" not in names)
    return replace(limits, **changes)


def away_places(unit_size: int, away: float) -> int:
    """How many people of a unit may be away in one month: max(1, share of the unit rounded down)."""
    return max(1, int(unit_size * away + 1e-9))


def floor_seats(people_below: int, floor: float) -> int:
    """The least number of seats an agency must get."""
    return -int(-(people_below * floor - 1e-9) // 1) if people_below * floor > 1e-9 else 0
