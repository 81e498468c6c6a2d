"""Random regions as their offices send them: versions, corrections, undone files, wrong labels, figures of whole
agencies, people who come, go and move; each step published."""

from tests.worlds.facts import row

PERIODS = ("2024-S2", "2025-S1", "2025-S2")
SECTORS = {"A": "PEND", "B": "PEND", "C": "KES", "D": "WILAYAH", "E": "KES"}
POSITIONS = ("JF_LAYANAN", "PEL_ADM")
PARTS = ("KOM", "TG")


def fine(rng, low=40, high=100):
    return round(float(rng.uniform(low, high)), 4)


def ratings(rng, people, lacking=0.08, low=40, high=100):
    """people: employee -> (agency, position). Rows of a period, some of which are lacking."""
    rows = []
    for employee, (agency, position) in people.items():
        for part in PARTS:
            if rng.random() > lacking:
                rater = 9000 + ord(agency) * 10 + int(rng.integers(3))
                rows.append(row(employee, agency, None, position, part, "superior", fine(rng, low, high), rater))
            if agency in "DE" and rng.random() > lacking:
                rows += [
                    row(employee, agency, None, position, part, "peer", fine(rng, low, high), 9900 + peer)
                    for peer in range(3)
                ]
    return rows


def seated(rng, sizes=(4, 7, 12, 16, 11)):
    people, employee = {}, 0
    for agency, size in zip(SECTORS, sizes, strict=True):
        for _ in range(size):
            employee += 1
            people[employee] = agency, POSITIONS[int(rng.random() < 0.5) if agency == "D" else 1]
    return people


def moved(rng, people):
    """The people of the next period: some left, some came, some work elsewhere."""
    leave, come = (rng.choice([0, 1, 5, 6], p=[0.2, 0.2, 0.3, 0.3], size=len(SECTORS)) for _ in range(2))
    later = dict(people)
    first = max(people) + 1
    for agency, gone, came in zip(SECTORS, leave, come, strict=True):
        here = [e for e, (a, _) in people.items() if a == agency]
        for e in rng.permutation(here)[: min(int(gone), len(here) - 3)]:
            del later[int(e)]
        later |= {first + n: (agency, "PEL_ADM") for n in range(int(came))}
        first += int(came)
    for e in rng.permutation([e for e, (a, _) in later.items() if a == "D"])[:2]:
        later[int(e)] = ("E", "PEL_ADM")
    return later


def corrected(rng, rows, agency, people):
    """Some of an agency's people rated anew."""
    chosen = set(rng.permutation(sorted({r["employee"] for r in rows if r["agency"] == agency}))[:people].tolist())
    return [one | {"score": fine(rng)} for one in rows if one["employee"] in chosen and one["source"] == "superior"]


def figure(agency, people):
    mean = sum(value for _, value in people) / len(people)
    return row(None, agency, None, None, "BP", "citizen", mean, None, len(people)) | {"of": people}


def live(office, rng, publish):
    """One region's three periods, as they come in."""
    people, early = seated(rng), []
    for number, period in enumerate(PERIODS):
        asked = [(f"c{period}-{n}", fine(rng)) for n in range(20)]
        low = 97 if number == 1 else 40  # an agency of whom all are near the end of the scale
        rows = early + ratings(rng, {e: p for e, p in people.items() if p[0] != "B" and not (early and p[0] == "E")})
        rows += ratings(rng, {e: p for e, p in people.items() if p[0] == "B"}, low=low)
        size = int(rng.integers(6, 12))
        office.add(period, [*rows, figure("C", asked[:size])])
        publish(period)
        more = [figure("C", asked[: size + int(rng.choice([1, 6]))])]
        office.add(period, [*corrected(rng, rows, "C", int(rng.integers(1, 5))), *more])
        publish(period)
        office.add(period, corrected(rng, rows, str(rng.choice(["C", "D", "E"])), int(rng.integers(5, 8))))
        publish(period)
        _wrong_source(office, rng, publish, people, period)
        people = moved(rng, people)
        if number == 1:
            early = _wrong_period(office, rng, publish, people, period)
    batch = office.add(PERIODS[2], corrected(rng, rows, "D", 6))
    publish(PERIODS[2])
    office.undo(batch)
    publish(PERIODS[2])


def _wrong_source(office, rng, publish, people, period):
    """A file of one more indicator under a wrong source, undone, and sent again without some of its people."""
    agency = str(rng.choice(["C", "E"]))
    mine = {e: place for e, place in people.items() if place[0] == agency}
    rows = [
        one | {"source": "external", "indicator": "KW"} for one in ratings(rng, mine, lacking=0)
        if (one["source"], one["indicator"]) == ("superior", "KOM")
    ]  # fmt: skip
    batch = office.add(period, rows)
    publish(period)
    office.undo(batch)
    fewer = sorted(mine)[: int(rng.integers(0, 3))]
    office.add(period, [one | {"source": "superior"} for one in rows if one["employee"] not in fewer])
    publish(period)


def _wrong_period(office, rng, publish, people, period):
    """An agency's file of the next period sent under this one and undone; its rows, as they come once more, with one or
    two people or five more."""
    mine = {e: place for e, place in people.items() if place[0] == "E"}
    rows = ratings(rng, mine)
    batch = office.add(period, rows)
    publish(period)
    office.undo(batch)
    publish(period)
    more = {2000 + n: ("E", "PEL_ADM") for n in range(int(rng.choice([0, 1, 2, 5])))}
    return rows + ratings(rng, more)
