"""The two newest official predicates of each person, and that decisions about somebody forget them with the rest."""

import pandas as pd

from data.batches import batches
from data.batches.decisions import decide, person_subject
from data.store import people
from data.upkeep import backups, erasure
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, nip

PERIOD = "2025-S1"


def tell(store, batch: int, period: str, *rows: tuple, undone: bool = False) -> None:
    """Predicates (employee, predicate, acting) of one batch, straight into the table."""
    with store.writing() as cursor:
        cursor.execute(
            "insert into batch values ($id, 'predicate', 'world', '', 'test', $now, null, null, false, 1, 1, 0)",
            {"id": batch, "now": NOW},
        )
        cursor.execute(
            "insert into period values ($p, 'year', $starts, $ends, $seq) on conflict do nothing",
            {"p": period, "starts": f"{period}-01-01", "ends": f"{period}-12-31", "seq": int(period)},
        )
        for line, (employee, predicate, acting) in enumerate(rows):
            cursor.execute(
                "insert into predicate_fact by name select $b as batch_id, $l as line, $r as region, $p as period, "
                "$e as employee, 'A1' as agency, $t as predicate, $a as acting",
                {"b": batch, "l": line, "r": REGION, "p": period, "e": employee, "t": predicate, "a": acting},
            )
        if undone:
            cursor.execute("insert into batch_undo values ($b, 'test', $now, 'uji')", {"b": batch, "now": NOW})


def told(store, period: str) -> list[tuple]:
    held = store.query(SYSTEM, "person_predicates", region=REGION, period=period)
    return list(held[["employee", "period", "predicate", "back"]].itertuples(index=False, name=None))


def test_the_two_newest_periods_that_are_over_with_the_newest_row_of_each(store):
    batches.accept(store, evaluation(store.home / "incoming", 1), SYSTEM, NOW)  # which makes the period known
    tell(store, 101, "2022", (1, "good", False))
    tell(store, 102, "2023", (1, "good", False), (2, "very_good", False))
    tell(store, 103, "2024", (1, "good", False), (1, "very_poor", True))
    tell(store, 104, "2024", (1, "very_good", False))
    tell(store, 105, "2024", (1, "very_poor", False), undone=True)
    tell(store, 106, "2025", (1, "very_poor", False))
    expected = [(1, "2024", "very_good", 1), (1, "2023", "good", 2), (2, "2023", "very_good", 2)]
    assert told(store, PERIOD) == expected
    assert told(store, "2023") == [(1, "2023", "good", 1), (1, "2022", "good", 2), (2, "2023", "very_good", 1)]


def test_a_decision_about_an_erased_person_no_longer_leads_to_them(store):
    batches.accept(store, evaluation(store.home / "incoming", 1), SYSTEM, NOW)
    gone, other = (people.pseudonym(store.key, nip(number)) for number in (1, 2))
    subjects = [person_subject("guidance", "A1", code) for code in (gone, other)]
    rows = pd.DataFrame({"subject": [*subjects, "need:KOM:A1"]}).assign(
        region=REGION, period=PERIOD, decision="accept", reason="dibimbing", detail="{}"
    )
    batch = decide(store, rows, SYSTEM, NOW)
    assert batch in erasure.erase(store, nip(1), SYSTEM, NOW)

    def standing(store) -> set[str]:
        return set(store.query(SYSTEM, "decisions", region=REGION)["subject"])

    left = standing(store)
    assert subjects[0] not in left and {subjects[1], "need:KOM:A1"} < left and len(left) == 3
    assert verify(store) == []
    store.close()
    rebuilt = backups.rebuild(store.home)
    assert standing(rebuilt) == left
    rebuilt.close()
