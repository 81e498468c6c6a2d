"""Of which unknowns every mean is made that a leader may be shown of one snapshot: the twin of publishing, handed unit
vectors in place of cells, gives each score's coefficients on them (scores are linear in cells)."""

from collections import defaultdict

import numpy as np

from tests.twins import publish as twin


def means(office, snapshot):
    """(level, code, position, indicator, source) -> ({unknown: coefficient}, constant, value): level agency, sector or
    region; position, source '' for all, indicator '*' for the composite."""
    cells = office.cells(snapshot)
    blocks, members, homes, figures = _seated(office, snapshot)
    held = [{homes[e][2] for e in block} for block in members]
    scores, names = _scores(office, snapshot, cells, (blocks, members, homes, figures))
    bases = {basis for _, basis, _ in scores}
    places = defaultdict(list)
    for place, (_, agency, sector, heads, _) in enumerate(blocks):
        for key in (("agency", agency), ("sector", sector), ("region", "")):
            places[key].append((place, heads))
    found = {}
    for (level, code), some in places.items():
        for position in ["", *sorted(set().union(*held))]:
            inside = [
                (place, n) for place, n in some
                if not position or (blocks[place][0] and held[place] == {position})
            ]  # fmt: skip
            for basis in ["persons" if position else "all", *sorted(bases - {"all", "persons"})]:
                for indicator, made in _bases(scores, basis):
                    parts = [(scores.get((place, made, indicator), (None,))[0], n) for place, n in inside]
                    parts = [(score, n) for score, n in parts if score is not None]
                    if parts:
                        mean = sum(score * n for score, n in parts) / sum(n for _, n in parts)
                        key = level, code, position, indicator, "" if basis in ("all", "persons") else basis
                        found[key] = _made_of(mean, names, cells, office.truth)
    return found


def _seated(office, snapshot):
    """Blocks (id, agency, sector, heads, snapshot they are from), the people of each, their homes, and block -> agency
    of figures about agencies. Where nobody of an agency was rated, its figures stand in a block of their own (id None)
    with the positions of everybody."""
    rows = office.rows(
        "select block_id, kind, agency, sector, n_people, released_from from block where snapshot_id = $s", s=snapshot
    )
    blocks = [(b, agency, sector, n, origin) for b, kind, agency, sector, n, origin in rows if kind == "people"]
    members, homes = [], {}
    for block, agency, _, _, origin in blocks:
        seats, of, _ = office.members(origin)
        members.append({e for e, seat in seats.items() if seat == block})
        homes |= {e: (agency, *of[e][1:]) for e in members[-1]}
    everywhere = [position for _, _, position in homes.values()]
    by_person = {agency for _, agency, *_ in blocks}
    for _, kind, agency, sector, n, _ in rows:
        if kind == "agency" and agency not in by_person:
            blocks.append((None, agency, sector, n or 1, None))
            members.append({f"{agency}{place}" for place in range(len(everywhere))})
            homes |= {f"{agency}{place}": (agency, "", position) for place, position in enumerate(everywhere)}
    return blocks, members, homes, {b: agency for b, kind, agency, *_ in rows if kind == "agency"}


def _scores(office, snapshot, cells, seated):
    """The twin's scores as coefficients on `names`, the cells in order."""
    blocks, members, homes, figures = seated
    number = {block: place for place, (block, *_) in enumerate(blocks) if block}
    names = sorted(cells)
    unit = dict(zip(names, np.eye(len(names)), strict=True))
    sized = {name: n for name, (n, *_) in cells.items()}
    cell = {(number[b], i, s): (n, 9, unit[b, i, s] * n) for (b, i, s), n in sized.items() if b not in figures}
    figure = {(figures[b], i, s): (n, unit[b, i, s]) for (b, i, s), n in sized.items() if b in figures}
    weights = office.rows("select position, indicator, weight from snapshot_weight where snapshot_id = $s", s=snapshot)
    sources = dict(office.rows("select source, weight from snapshot_source where snapshot_id = $s", s=snapshot))
    return twin.scores(members, homes, cell, figure, {(p, i): w for p, i, w in weights}, sources), names


def _bases(scores, basis):
    """(indicator, whose scores it has) under one basis: one only sources without weight speak of has the source's."""
    yield from ((indicator, basis) for indicator in sorted({i for _, b, i in scores if b == basis}))
    if basis in ("all", "persons"):
        weighted = {i for _, b, i in scores if b == "all"}
        yield from ((i, b) for b, i in sorted({(b, i) for _, b, i in scores if i not in weighted}))


def _made_of(mean, names, cells, truth):
    weights, constant = defaultdict(float), 0.0
    for name, coefficient in zip(names, mean, strict=True):
        if abs(coefficient) > 1e-12:
            _, unknowns, fixed = cells[name]
            constant += coefficient * fixed
            for one, share in unknowns.items():
                weights[one] += coefficient * share
    return dict(weights), constant, constant + sum(c * truth[u] for u, c in weights.items())
