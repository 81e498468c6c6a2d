"""Who does something, and what each role may do to the store.

Somebody who came in through the browser is an `Actor` and may do what their role allows, whatever page, button or
thread it comes from. A plain login is the system's user at the command line, who has the files in hand anyway.
"""

from data.terms.problems import Problem, Refused

ROLES = ("leader", "planner", "admin")  # each may do what those before it may
LEAST = {  # the least role for each kind of event
    "view": "leader",
    "batch": "planner",
    "undo": "planner",
    "publish": "planner",
    "publish-predicates": "planner",
    "withdraw": "planner",
    "demo-removal": "planner",
    "access": "planner",
    "erase": "admin",
    "user": "admin",
}


class Actor(str):
    """A login, with the role it acts in; "" for a role that may change nothing."""

    role: str

    def __new__(cls, login: str, role: str) -> "Actor":
        actor = super().__new__(cls, login)
        actor.role = role
        return actor

    def __reduce__(self) -> tuple[type["Actor"], tuple[str, str]]:
        return Actor, (str(self), self.role)


def may(actor: str, kind: str) -> bool:
    """Whether this actor may bring about an event of this kind."""
    if not isinstance(actor, Actor):
        return True
    least = LEAST.get(kind)
    return least is not None and actor.role in ROLES and ROLES.index(actor.role) >= ROLES.index(least)


def permit(actor: str, kind: str) -> None:
    """Raises Refused unless this actor may bring about an event of this kind."""
    if not may(actor, kind):
        raise Refused([Problem("not_allowed")])


def role_of(actor: str) -> str:
    """The role an actor acts in; of a plain login, the login."""
    return actor.role if isinstance(actor, Actor) else actor
