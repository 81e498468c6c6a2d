"""The users of the store as visitors: who each is and what they may look as, as of now."""

from collections.abc import Callable
from datetime import datetime

from data.store import users
from data.store.store import Store, office_time
from data.store.users import User
from data.terms.actors import EMPLOYEE
from pages.ui.access.visitors import Visitor

# Admins keep users and auditors read what was done: neither sees a figure. Employees see their own record.
LOOKS_AS = {"planner": ("leader", "planner")} | {role: (role,) for role in ("leader", "admin", "auditor", EMPLOYEE)}


class Directory:
    """Asked at every request, so what was read is kept until the store changes. An employee whom no letter names any
    more does not come in."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = office_time) -> None:
        self.store, self.clock = store, clock
        self._version, self._users = -1, dict[str, User]()

    def user(self, login: str) -> User | None:
        """The user with this login who may come in now."""
        version = self.store.version()  # before reading: what changes meanwhile is then read again
        if version != self._version:
            self._users = users.known(self.store)
            self._version = version
        user = self._users.get(login)
        if user is None or not user.stands(self.clock()) or (user.role == EMPLOYEE and user.employee is None):
            return None
        return user

    def visitor(self, login: str) -> Visitor | None:
        user = self.user(login)
        if user is None:
            return None
        actor = user.actor
        return Visitor(
            user.login, LOOKS_AS[user.role], user.role, actor.region, actor.agencies, name=user.name,
            employee=user.employee,
        )  # fmt: skip

    def anybody(self) -> bool:
        """Whether there is an admin who may come in: then there are users."""
        return any(one.role == "admin" and one.stands(self.clock()) for one in users.known(self.store).values())
