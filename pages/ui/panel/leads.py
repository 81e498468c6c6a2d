"""Where a mark of a chart or a row of a table leads: to the page that shows the agency it names, or what else it names.

Codes stand under the parameters of the address they are chosen by (`opd`, `indikator`, `sektor`, `jabatan`, `sumber`),
and `bagian` says which part of the page shows the figure.
Other filters stay as they are. What cannot be opened, or is open already, leads nowhere.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from pages.ui.page import address, screen
from pages.ui.page.finder import agencies
from pages.ui.page.trail import DETAIL, here, mark

COMPARISON, GAPS = "sector_comparison", "competency_gaps"
NARROWED = (DETAIL, GAPS, "training_needs")  # pages a mark without an agency only narrows


def way(codes: Mapping[str, str]) -> tuple[str, dict[str, str | None]] | None:
    """Page and view behind `codes`, or None."""
    stands = here()
    wanted = {name: code for name, code in codes.items() if code}
    if stands is None or not wanted:
        return None
    page, choice = stands
    if "opd" in wanted:
        if wanted["opd"] not in agencies(choice.whole()):
            return None
        shown = {"indikator": choice.indicator} | wanted
        target, dari = DETAIL, address.get("dari") if page == DETAIL else mark(page, choice.indicator)
        shown |= {"dari": dari}
    else:
        target = page if page in NARROWED else DETAIL if page == COMPARISON and "sektor" in wanted else COMPARISON
        shown = dict(wanted)
        if target == GAPS and wanted.keys() & {"sektor", "jabatan"}:
            shown |= {"satuan": "agency"}
        if target == DETAIL:
            shown |= {"dari": address.get("dari")} if choice.agency else {"opd": None}
    if target == page and all(address.get(name) == code for name, code in wanted.items()):
        return None
    return target, shown


def linked(text: str, codes: Mapping[str, str]) -> str:
    """Words of a table, safe as Markdown, as a link to what lies behind `codes`; as they are where that is nothing."""
    found = way(codes)
    return f"[{text}]({found[0]}?{urlencode(address.as_query(**found[1]))})" if found else text


def follow(codes: Mapping[str, str]) -> None:
    """Go where `codes` lead; returns only where that is nowhere."""
    if found := way(codes):
        screen.go(found[0], **found[1])
