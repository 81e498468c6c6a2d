"""The slow, plain twin of which ratings count: dictionaries and loops, no SQL, nothing shared with the code under test.

Rows are dictionaries with the columns of a fact; a batch is a list of them. `acting` and `ends` may be absent.
"""

from collections import defaultdict


def standing(batches, renamed=None):
    """Rows no newer batch replaces. The agency that rated is part of a key, under the name it goes by."""
    named = [[one | {"agency": (renamed or {}).get(one["agency"], one["agency"])} for one in rows] for rows in batches]
    newest = {_key(one): number for number, rows in enumerate(named) for one in rows}
    return [one for number, rows in enumerate(named) for one in rows if newest[_key(one)] == number]


def _key(one):
    unit = (one["unit"] or "") if one["employee"] is None else None
    return one["employee"], one["agency"], unit, one["indicator"], one["source"], one["rater"]


def posted(rosters):
    """Employee -> agency of their newest row that is no acting one, where that is active; else of the newest row."""
    own, any_row = {}, {}
    for one in (one for rows in rosters for one in rows):
        any_row[one["employee"]] = one
        if not one.get("acting"):
            own[one["employee"]] = one
    newest = any_row | own
    return {employee: one["agency"] for employee, one in newest.items() if one["active"]}


def counting(batches, rosters=(), answers=None, renamed=None):
    """(rows that count, employees who wait). answers: tuple of agencies, sorted, -> the one that is home."""
    post = {e: (renamed or {}).get(agency, agency) for e, agency in posted(rosters).items()}
    rated, kept, waiting = defaultdict(list), [], set()
    for one in standing(batches, renamed):
        if one["employee"] is None:
            kept.append(one)
        else:
            rated[one["employee"]].append(one)
    for employee, rows in rated.items():
        rows = [one for one in rows if not one.get("acting")] or rows
        home = home_of(rows, post.get(employee), answers or {})
        if home is None:
            waiting.add(employee)
        kept += [one for one in rows if one["agency"] == home]
    return kept, waiting


def home_of(rows, post, answers):
    """The agency whose rows of one person count; None: it must be asked."""
    of = defaultdict(list)
    for one in rows:
        of[one["agency"]].append(one)
    if post in of:
        return post
    last = {agency: max((one["ends"] for one in mine if one.get("ends")), default=None) for agency, mine in of.items()}
    left = set(of)
    if all(last.values()):
        left = {agency for agency in left if last[agency] == max(last.values())}
    most = max(len(of[agency]) for agency in left)
    left = {agency for agency in left if len(of[agency]) == most}
    if len(left) == 1:
        return left.pop()
    answer = answers.get(tuple(sorted(left)))
    return answer if answer in left else None
