"""Users of an office, each with a password, in a store of its own."""

from argon2 import PasswordHasher

from data.store import users
from data.store.store import Store, office_time
from data.store.users import UNBOUND
from data.terms.actors import system

OFFICE = {"ani": "admin", "bupati": "leader", "siti": "planner", "dewi": "auditor"}  # login -> role


def password(login: str) -> str:
    return f"sandi panjang milik {login[::-1]}"


def settle(store: Store) -> str:
    """Add the office's users, and one who has not come yet, `budi`, a planner; returns the code of that one."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # a hash says what it costs to look at
    now = office_time()
    for login, role in OFFICE.items():
        code = users.add(store, login, login.title(), role, None, UNBOUND, system("root"), now)
        assert users.choose_password(store, login, code, cheap.hash(password(login)), now)
    return users.add(store, "budi", "Budi", "planner", None, UNBOUND, system("root"), now)
