"""What a named query is asked with on behalf of somebody: bound to their region and to the agencies that are theirs."""

from collections.abc import Mapping, Set

from data.terms.actors import EMPLOYEE, RIGHT_OF, Actor, NotAllowed, permit

OWN, OWN_RECORD = "own_agencies", "own_employee"  # the parameters that only the store fills in


def bound(actor: Actor, kind: str, wanted: Set[str], given: Mapping[str, object]) -> dict[str, object]:
    """The values of a query's parameters; `kind` is the folder it stands in, leader, planner or employee.

    A query of persons that does not bind agencies is not for who is bound to some; one that binds no region is not for
    who is bound to one. Leaders' queries without a region are of what all regions share. An employee's is of their own
    record and of no other.
    """
    permit(actor, RIGHT_OF[kind])
    values = dict(given)
    persons = kind != "leader"
    if kind == EMPLOYEE:
        if OWN_RECORD not in wanted or actor.employee is None or actor.region is None:
            raise NotAllowed
        values[OWN_RECORD] = actor.employee
    if actor.region is not None:
        if "region" in wanted:
            if values.get("region") not in (None, actor.region):
                raise NotAllowed
            values["region"] = actor.region
        elif persons:
            raise NotAllowed
    if OWN in wanted:
        values[OWN] = None if actor.agencies is None else sorted(actor.agencies)
    elif persons and actor.agencies is not None:
        raise NotAllowed
    return values
