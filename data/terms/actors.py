"""Who does something, what each role may do, and whose data it may be: the one table that checks and tests ask.

Every function of `data` that reads persons, writes, publishes, undoes or exports is handed an `Actor` and asks here.
Nobody is anybody by default.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data.terms.problems import Problem, Refused

ROLES = ("leader", "planner", "admin", "auditor")  # what an admin may make somebody
EMPLOYEE = "employee"  # who has come in by a letter, and sees their own record


@dataclass(frozen=True)
class Actor:
    """Somebody who does something, as of now. `region`: the only one they act in (None: every one there is);
    `agencies`: those of it whose people are theirs (None: all, the whole region); `employee`: the pseudonym of whom an
    employee's record is about (None: they have none).

    Besides the users' there are these roles: `owner`, who sits at the machine; `guest`, who looks at demo data;
    `system`, the command line and the server itself; "", nobody.
    """

    login: str
    role: str
    region: str | None
    agencies: frozenset[str] | None
    employee: int | None = None

    @property
    def sees(self) -> tuple:
        """What decides which answers they get: two who see alike get the same."""
        agencies = None if self.agencies is None else tuple(sorted(self.agencies))
        return (self.role, self.region, agencies, self.employee)


NOBODY = Actor("", "", None, None)


@dataclass(frozen=True)
class Right:
    """The roles that may do something; `whole`: but for those bound to some agencies."""

    roles: frozenset[str]
    whole: bool = False


_PLANNERS = frozenset({"planner", "owner", "system"})
_LEADERS = _PLANNERS | {"leader"}
_ADMINS = frozenset({"admin", "owner", "system"})
RIGHTS = {
    "figures": Right(_LEADERS | {"guest"}),  # groups of people, as they were released
    "view": Right(_LEADERS),  # an address kept under a name
    "persons": Right(_PLANNERS),
    "own": Right(frozenset({EMPLOYEE})),  # one's own record
    "objection": Right(frozenset({EMPLOYEE})),  # against what one's own record says
    "answer": Right(_PLANNERS),  # to an objection
    "letter": Right(_PLANNERS),  # to hand an employee the way to it
    "access": Right(_PLANNERS),  # the line that says persons were looked at
    "export": Right(_PLANNERS),  # a file with names and NIP
    "batch": Right(_PLANNERS),  # a file, or decisions, of one's own agencies
    "undo": Right(_PLANNERS),
    "settle": Right(_PLANNERS, whole=True),  # a decision that all agencies share: a cluster's name, a person's home
    "reference": Right(_PLANNERS, whole=True),
    "publish": Right(_PLANNERS, whole=True),
    "publish-predicates": Right(_PLANNERS, whole=True),
    "withdraw": Right(_PLANNERS, whole=True),
    "demo": Right(_PLANNERS, whole=True),
    "demo-removal": Right(_PLANNERS, whole=True),
    "erase": Right(_ADMINS),
    "user": Right(_ADMINS),
    "shipped": Right(frozenset({"system"})),  # reference rows that come with a version
    "audit": Right(_ADMINS | {"auditor"}),  # to read who did what
    "noted": Right(frozenset({*ROLES, EMPLOYEE, ""})),  # to come in, or to be told from the outside that one does not
    "password": Right(frozenset({*ROLES, EMPLOYEE})),  # one's own code, spent
}
# Of the kinds of queries, frozen answers and views.
RIGHT_OF = {"leader": "figures", "planner": "persons", EMPLOYEE: "own"}


class NotAllowed(Refused):
    """Whoever asked may not do this, or not there."""

    def __init__(self) -> None:
        super().__init__([Problem("not_allowed")])


def may(actor: Actor, right: str) -> bool:
    """Whether this actor may do this at all; nobody may what no row speaks of."""
    row = RIGHTS.get(right)
    return row is not None and actor.role in row.roles and not (row.whole and actor.agencies is not None)


def permit(actor: Actor, right: str, regions: Iterable[str] = ()) -> None:
    """Raises NotAllowed unless this actor may do this, in each of these regions."""
    if not may(actor, right) or any(actor.region not in (None, region) for region in regions):
        raise NotAllowed


def system(login: str) -> Actor:
    """The command line's actor, who has the files in hand anyway: every region, all of it."""
    return Actor(login, "system", None, None)
