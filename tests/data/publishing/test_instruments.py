"""The forms behind the cells of a release: those of the ratings that stand, made again alike for an older store."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from data.batches import batches
from data.publishing import publish
from data.store.engine import FOLDER, statements
from data.terms.actors import system
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, PERIOD, REGION, add_agencies, add_rows, random_world

FORMS = [(0.0, 100.0, None), (1.0, 5.0, "P6_2022"), (0.0, 120.0, "PP30_2019")]


def with_forms(rng, rows: list[dict]) -> list[dict]:
    """Each agency on a form of its own, and some of the rows on any other."""
    own = {agency: FORMS[rng.integers(3)] for agency in {row["agency"] for row in rows}}
    taken = [own[row["agency"]] if rng.random() < 0.85 else FORMS[rng.integers(3)] for row in rows]
    return [
        row | {"scale_min": low, "scale_max": high, "rule_set": rule}
        for row, (low, high, rule) in zip(rows, taken, strict=True)
    ]


def expected(rows: list[dict], shown: set[tuple], group: dict[str, str]) -> set[tuple]:
    """The forms by plain loops: a fifth of the ratings, and five people or a figure about the agency."""
    given = defaultdict(list)
    for row in rows:
        form = (row["scale_min"], row["scale_max"], row["rule_set"])
        given[group.get(row["agency"]), row["indicator"], row["source"]].append((form, row["employee"]))
    forms = set()
    for key, ratings in given.items():
        if key not in shown:
            continue
        for form, times in Counter(form for form, _ in ratings).items():
            people = {who for other, who in ratings if other == form and who is not None}
            about = any(other == form and who is None for other, who in ratings)
            if times >= 0.2 * len(ratings) and (len(people) >= 5 or about):
                forms.add((*key, *form))
    return forms


def stored(store) -> set[tuple]:
    with store.cursor() as cursor:
        return set(cursor.execute("select * exclude (snapshot_id) from instrument").fetchall())


@pytest.mark.parametrize("seed", range(2))
def test_the_forms_are_those_of_the_loop_and_an_older_store_gets_the_same(store, seed):
    rng = np.random.default_rng(seed)
    rows, sectors = random_world(rng, [*rng.integers(3, 30, 5)])
    rows = with_forms(rng, rows)
    add_agencies(store, REGION, sectors)
    add_rows(store, REGION, PERIOD, rows)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    with store.cursor() as cursor:
        group = dict(cursor.execute("select agency, agency_group from snapshot_agency").fetchall())
        shown = set(
            cursor.execute(
                "select distinct agency, indicator, source from cell join block using (snapshot_id, block_id)"
            ).fetchall()
        )
    made = stored(store)
    assert made == expected(rows, shown, group) and len({row[3:] for row in made}) > 1
    with store.writing() as cursor:
        cursor.execute("drop table instrument")
        for text, _ in statements(FOLDER / "sql" / "migrations" / "008.sql"):
            cursor.execute(text)
    assert stored(store) == made
    with store.writing() as cursor:  # a step finds what is there already
        for text, _ in statements(FOLDER / "sql" / "migrations" / "008.sql"):
            cursor.execute(text)
    assert stored(store) == made


def test_a_form_that_a_newer_file_or_an_undo_took_back_is_none(store):
    rng = np.random.default_rng(5)
    rows, sectors = random_world(rng, [12, 12], missing=0.0, citizens=False)
    named = [row for row in rows if row["source"] == "superior"]
    wrong = [row | {"scale_min": 1.0, "scale_max": 5.0} for row in named]
    add_agencies(store, REGION, sectors)
    add_rows(store, REGION, PERIOD, wrong)
    right = add_rows(store, REGION, PERIOD, named)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    assert {row[3:5] for row in stored(store)} == {(0.0, 100.0)}
    batches.undo(store, right, system("test"), NOW, "salah")
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    newest = store.query(SYSTEM, "instruments", region=REGION)
    assert set(newest["scale"]) == {"1-5"} and newest["rule_set"].isna().all()
