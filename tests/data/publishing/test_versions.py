"""Later versions of a period: what is released, what waits, what is withdrawn."""

import numpy as np
import pytest

from data.batches import batches
from data.publishing import freezing, publish
from data.terms.actors import system
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, add_agencies, add_rows, row
from tests.worlds.layers import some

REGION, PERIOD = "3403", "2025-S1"
PARTS = ("TG", "KW", "DS", "KOM", "AD")


@pytest.fixture
def store(store):
    add_agencies(store, REGION, {"A": "KES", "B": "KES", "C": "PEND"})
    return store


def ratings(agency, people, score, position="PEL_ADM", source="superior"):
    return [row(e, agency, None, position, i, source, score, 9000) for e in people for i in PARTS]


def release(store):
    return publish.publish(store, REGION, PERIOD, system("test"), NOW)


def score(store, agency):
    frame = store.query(SYSTEM, "agency_scores", region=REGION)
    return frame.set_index("agency").loc[agency]


def shown(store, agency):
    frame = store.query(SYSTEM, "agency_scores", region=REGION, periods=[PERIOD])
    return frame.set_index("agency").loc[agency]


def test_one_correction_waits_five_are_released(store):
    add_rows(store, REGION, PERIOD, ratings("A", range(12), 70) + ratings("B", range(20, 32), 60))
    assert release(store).held == 0
    add_rows(store, REGION, PERIOD, ratings("A", [0], 95))
    assert release(store).held == 1
    assert score(store, "A")["score"] == pytest.approx(70)
    assert bool(score(store, "A")["held"])
    add_rows(store, REGION, PERIOD, ratings("A", range(1, 6), 95))
    assert release(store).held == 0
    assert score(store, "A")["score"] == pytest.approx((6 * 95 + 6 * 70) / 12)
    assert not score(store, "A")["held"]


def pooled(store):
    """What the newest version says of spreads and loads, without its number."""
    frames = [store.query(SYSTEM, "spread", region=REGION), store.query(SYSTEM, "rater_load", region=REGION)]
    return [frame.drop(columns="snapshot_id", errors="ignore") for frame in frames]


def alike(before, after):
    return all(one.equals(other) for one, other in zip(before, after, strict=True))


def varied(agency, people, rng, **kinds):
    return [{**one, "score": round(float(rng.uniform(40, 100)), 1)} for one in ratings(agency, people, 70, **kinds)]


def test_a_spread_tells_of_nobody_who_waits(store):
    """A mean that waits beside a sum of squares that does not would give the late person's score away."""
    rng = np.random.default_rng(5)
    add_rows(store, REGION, PERIOD, varied("A", range(12), rng))
    release(store)
    before = pooled(store)
    assert len(before[0]) and len(before[1])
    add_rows(store, REGION, PERIOD, varied("A", [99], rng))
    assert release(store).held == 1
    assert alike(before, pooled(store))
    add_rows(store, REGION, PERIOD, varied("A", range(100, 106), rng))
    assert release(store).held == 0
    assert not alike(before, pooled(store))


@pytest.mark.whole
def test_a_spread_tells_of_nobody_in_a_cell_too_small_to_be_shown(store):
    """One citizen's judgement in a block where nobody else has any: no cell shows it, and no spread may."""
    rng = np.random.default_rng(6)
    asked = varied("A", range(12), rng, source="citizen")
    others = varied("A", range(20, 28), rng, position="PENGAWAS")
    add_rows(store, REGION, PERIOD, varied("A", range(12), rng) + others + asked)
    release(store)
    before = pooled(store)
    add_rows(store, REGION, PERIOD, varied("A", [20], rng, position="PENGAWAS", source="citizen"))
    assert release(store).held == 0
    assert alike(before, pooled(store))
    add_rows(store, REGION, PERIOD, varied("A", range(20, 28), rng, position="PENGAWAS", source="citizen"))
    release(store)
    assert not alike(before, pooled(store))


@pytest.mark.whole
def test_a_spread_follows_other_raters_of_many_but_not_of_one(store):
    rng = np.random.default_rng(7)
    rows = [{**one, "rater": 9000 + one["employee"] % 3} for one in varied("A", range(15), rng)]
    newest = add_rows(store, REGION, PERIOD, rows)
    release(store)
    before = pooled(store)
    for people, stays in (([3], True), (range(3, 9), False)):
        batches.undo(store, newest, system("test"), NOW, "penilai lain")
        again = [{**one, "rater": 9100} if one["employee"] in people else one for one in rows]
        newest = add_rows(store, REGION, PERIOD, again)
        assert release(store).held == 0
        assert alike(before, pooled(store)) == stays


@pytest.mark.parametrize("seed", some(range(12), quick=1))
def test_spreads_that_differ_tell_of_nobody_or_of_five(store, seed):
    """Random corrections and late people, a few or many at a time: the versions whose spreads were told, gone through
    by hand, cut the people of each indicator and source into groups of five at least."""
    rng = np.random.default_rng([seed, 11])
    people = {number: ("ABC"[number % 3], "PEL_ADM") for number in range(180)}
    stands: dict[tuple, float] = {}
    told: list[dict[tuple, float]] = []
    before = None
    for round_ in range(7):
        many = int(rng.choice([1, 2, 60, 100]))
        touched = rng.choice(190, many, replace=False).tolist() if round_ else list(people)
        rows = []
        for number in touched:
            agency, position = people.setdefault(number, ("ABC"[number % 3], "PEL_ADM"))
            some = [one for one in varied(agency, [number], rng, position=position) if rng.random() < 0.7]
            rows += some
            stands |= {(one["indicator"], number): one["score"] for one in some}
        if rows:
            add_rows(store, REGION, PERIOD, rows)
        release(store)
        found = pooled(store)
        if before is None or not alike(before, found):
            told.append(dict(stands))
        before = found
    groups: dict[tuple, set] = {}
    for (indicator, number), score in {item for version in told for item in version.items()}:
        stood = tuple(version.get((indicator, number)) == score for version in told)
        groups.setdefault((indicator, stood), set()).add(number)
    assert all(len(group) >= freezing.K for (_, stood), group in groups.items() if not all(stood))


def test_the_rest_of_the_region_is_released_while_a_block_waits(store):
    add_rows(store, REGION, PERIOD, ratings("A", range(12), 70) + ratings("B", range(20, 32), 60))
    release(store)
    add_rows(store, REGION, PERIOD, ratings("A", [0], 100) + ratings("B", range(20, 32), 90))
    assert release(store).held == 1
    assert score(store, "A")["score"] == pytest.approx(70)
    assert score(store, "B")["score"] == pytest.approx(90)


def test_a_mover_holds_both_blocks(store):
    add_rows(store, REGION, PERIOD, ratings("A", range(12), 70) + ratings("B", range(20, 32), 60))
    release(store)
    home = {"employee": 0, "agency": "B", "unit": None, "position": "PEL_ADM", "active": True}
    add_rows(store, REGION, PERIOD, ratings("A", [0], 70), [home])
    assert release(store).held == 2


@pytest.mark.whole
def test_versions_that_only_together_tell_of_one_person_wait(store):
    """v1 without five people, v2 without five others: a third version with all of them would isolate the rest."""
    everyone = range(11)
    add_rows(store, REGION, PERIOD, ratings("A", range(6), 70))
    release(store)
    add_rows(store, REGION, PERIOD, ratings("A", everyone, 70))
    assert release(store).held == 0
    add_rows(store, REGION, PERIOD, ratings("A", range(5), 80))
    assert release(store).held == 1  # the sixth of the first release would stand alone


def test_small_agencies_are_shown_together(store):
    add_rows(store, REGION, PERIOD, ratings("A", range(3), 70) + ratings("B", range(20, 32), 60))
    release(store)
    frame = store.query(SYSTEM, "agency_scores", region=REGION)
    assert list(frame["agency"]) == ["B"]
    assert bool(frame["merged"].iloc[0]) and "A" in frame["agency_name"].iloc[0]
    assert frame["score"].iloc[0] == pytest.approx((3 * 70 + 12 * 60) / 15)


@pytest.mark.whole
@pytest.mark.parametrize("newcomers", [{"PEL_ADM": 3}, {"PEL_ADM": 3, "JPT": 3}, {"PEL_ADM": 9}])
def test_people_of_an_agency_known_by_its_figures_alone_are_seated_later(store, newcomers):
    figure = row(None, "C", None, None, "BP", "citizen", 80.0, None, 100)
    add_rows(store, REGION, PERIOD, ratings("A", range(12), 70) + ratings("B", range(20, 32), 60) + [figure])
    assert release(store).held == 0
    free = 40
    for position, n in newcomers.items():
        add_rows(store, REGION, PERIOD, ratings("C", range(free, free + n), 90, position))
        free += n
    assert release(store).held == int(newcomers == {"PEL_ADM": 3})  # three people alone would be told of
    by_figure = store.query(SYSTEM, "agency_scores", region=REGION, indicator="BP").set_index("agency")
    assert by_figure.loc["C", "score"] == 80 and by_figure.loc["C", "agency_name"] == "Dinas C"
    add_rows(store, REGION, PERIOD, ratings("A", range(90, 99), 75))
    assert release(store).version == 3
    with store.cursor() as cursor:
        seats = cursor.execute("select agency, unit, position, count(*) from leaf group by all having count(*) > 1")
        assert seats.fetchall() == []


def test_a_region_under_five_is_not_published_and_leaves_nothing(store):
    add_rows(store, REGION, PERIOD, ratings("A", range(4), 70))
    with pytest.raises(freezing.TooSmall):
        release(store)
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from snapshot_weight").fetchone() == (0,)
        assert cursor.execute("select count(*) from leaf").fetchone() == (0,)


def test_two_raters_of_peers_are_not_shown(store):
    rows = [row(e, "A", None, "PEL_ADM", i, "peer", 80.0, r) for e in range(8) for i in PARTS for r in (1, 2)]
    add_rows(store, REGION, PERIOD, rows + ratings("A", range(8), 70))
    release(store)
    with store.cursor() as cursor:
        assert cursor.execute("select distinct source from cell").fetchall() == [("superior",)]


def test_undo_leaves_the_snapshot_marked_until_it_is_published_again(store):
    add_rows(store, REGION, PERIOD, ratings("A", range(12), 70))
    release(store)
    newer = add_rows(store, REGION, PERIOD, ratings("A", range(12), 80))
    release(store)
    batches.undo(store, newer, system("test"), NOW, "salah")
    assert score(store, "A")["score"] == pytest.approx(80)
    assert bool(store.query(SYSTEM, "published")["undone"].iloc[0])
    assert bool(store.query(SYSTEM, "publishable")["fresh"].iloc[0])
    release(store)
    assert score(store, "A")["score"] == pytest.approx(70)


def test_a_withdrawn_period_has_no_figures(store):
    add_rows(store, REGION, PERIOD, ratings("A", range(12), 70))
    release(store)
    publish.withdraw(store, REGION, PERIOD, system("test"), NOW, "salah skala")
    assert store.query(SYSTEM, "agency_scores").empty
    assert bool(store.query(SYSTEM, "published")["withdrawn"].iloc[0])


def test_a_correction_that_with_the_stayers_would_tell_of_four_people_waits(store):
    """24 people, 19 of them stayers; moving 9 away, 4 of them stayers, would leave 15 stayers and give away the 4."""
    stayers, others, movers = range(15), range(15, 20), range(20, 24)
    rest = ratings("B", range(40, 60), 60)
    add_rows(store, REGION, "2024-S2", ratings("A", [*stayers, *movers, *range(30, 36)], 70) + rest)
    publish.publish(store, REGION, "2024-S2", system("test"), NOW)
    add_rows(store, REGION, PERIOD, ratings("A", range(24), 75) + rest)
    release(store)
    with store.cursor() as cursor:
        paired = cursor.execute("select count(*) from pair_sum where agency = 'A' and part = 'stay'").fetchone()[0]
    assert paired == len(PARTS)
    add_rows(store, REGION, PERIOD, ratings("B", [*others, *movers], 75))
    assert release(store).held == 1
    assert shown(store, "A")["n_people"] == 24
    add_rows(store, REGION, PERIOD, ratings("A", stayers, 90))
    assert release(store).held == 1  # still


@pytest.mark.whole
def test_corrected_values_and_late_people_do_not_wait_for_the_stayers(store):
    rest = ratings("B", range(40, 60), 60)
    add_rows(store, REGION, "2024-S2", ratings("A", range(5, 24), 70) + rest)
    publish.publish(store, REGION, "2024-S2", system("test"), NOW)
    add_rows(store, REGION, PERIOD, ratings("A", range(24), 75) + rest)
    release(store)
    add_rows(store, REGION, PERIOD, ratings("A", [*range(3, 10), *range(90, 95)], 85))
    assert release(store).held == 0
    assert shown(store, "A")["n_people"] == 29
