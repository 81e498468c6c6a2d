"""Who asks and writes in tests that are about something else: the system, which may do all."""

from data.terms.actors import system

SYSTEM = system("test")
