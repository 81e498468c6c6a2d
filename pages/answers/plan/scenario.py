"""A scenario: the limits a planner sets, as a code in the URL that anybody can open again.

`500.4.8.20.5.10~k.PUB-02.30~l.TEK-01.0`: million rupiah, rooms, trainers, mentors, least seats in %, most away in %;
then locked seats (`k`, programme, seats) and bans (`l`, programme, month; 0 is the whole year).
"""

from dataclasses import dataclass, replace

from analytics.plan.limits import Ban, Limits, Lock

MILLION = 1_000_000
# Highest value of budget, rooms, trainers, mentors, floor, away.
MOST = (1_000_000, 500, 500, 5_000, 100, 100)


@dataclass(frozen=True)
class Asked:
    """Budget in million rupiah; rooms, trainers and mentors per month; least seats per agency in % of its people below
    standard; most people of a unit away in a month in %; locks (programme, seats); bans (programme, month or 0)."""

    budget: int = 500
    rooms: int = 4
    trainers: int = 8
    mentors: int = 20
    floor: int = 5
    away: int = 10
    locks: tuple[tuple[str, int], ...] = ()
    bans: tuple[tuple[str, int], ...] = ()

    @property
    def limits(self) -> Limits:
        return Limits(
            float(self.budget * MILLION), rooms=self.rooms, trainers=self.trainers, mentors=self.mentors,
            floor=self.floor / 100, away=self.away / 100, locked=tuple(Lock(code, seats) for code, seats in self.locks),
            forbidden=tuple(Ban(code, month=month or None) for code, month in self.bans),
        )  # fmt: skip

    @property
    def code(self) -> str:
        """As it stands in the URL."""
        numbers = ".".join(map(str, (self.budget, self.rooms, self.trainers, self.mentors, self.floor, self.away)))
        locks = [f"~k.{code}.{seats}" for code, seats in self.locks]
        return numbers + "".join([*locks, *(f"~l.{code}.{month}" for code, month in self.bans)])

    def lock(self, programme: str, seats: int) -> "Asked":
        """With at least so many seats in a programme, which is then not forbidden."""
        free = self.release(programme)
        return replace(free, locks=(*free.locks, (programme, seats)))

    def ban(self, programme: str, month: int = 0) -> "Asked":
        """Without a programme, in a month or (0) all year."""
        free = self.release(programme) if not month else self
        return replace(free, bans=(*(ban for ban in free.bans if ban != (programme, month)), (programme, month)))

    def release(self, programme: str) -> "Asked":
        """Neither locked nor forbidden."""
        return replace(
            self,
            locks=tuple(lock for lock in self.locks if lock[0] != programme),
            bans=tuple(ban for ban in self.bans if ban[0] != programme),
        )


def read(code: str, programmes: set[str]) -> Asked | None:
    """The scenario of a code from a URL; None where it is not one: nothing of it is guessed."""
    numbers, *wishes = code.split("~")
    parts = numbers.split(".")
    if len(parts) != len(MOST) or not all(part.isascii() and part.isdecimal() and len(part) <= 7 for part in parts):
        return None
    values = [int(part) for part in parts]
    if any(value > most for value, most in zip(values, MOST, strict=True)):
        return None
    locks, bans = [], []
    for wish in wishes:
        kind, _, rest = wish.partition(".")
        programme, _, number = rest.rpartition(".")
        if programme not in programmes or not (number.isascii() and number.isdecimal()) or len(number) > 4:
            return None
        if kind == "k" and int(number) > 0:
            locks.append((programme, int(number)))
        elif kind == "l" and int(number) <= 12:
            bans.append((programme, int(number)))
        else:
            return None
    return Asked(*values, locks=tuple(locks), bans=tuple(bans))
