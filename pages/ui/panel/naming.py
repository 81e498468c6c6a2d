"""What every file that leaves says of itself, in its name and inside: region, period, filters, indicator, source."""

from pages.answers.choice import Choice
from pages.ui.words import formats, t

LONGEST = 140


def chosen(choice: Choice) -> list[tuple[str, str]]:
    """(what, value) of everything that was chosen, and of indicator and source in any case."""
    filters = [
        (t(f"filter.{name}"), choice.labels[name]) for name in ("sektor", "opd", "jabatan") if name in choice.labels
    ]
    return [
        (t("filter.daerah"), choice.region_name),
        (t("filter.periode"), formats.period(choice.period)),
        *filters,
        (t("filter.indikator"), choice.labels.get("indikator") or t("filter.indikator_all")),
        (t("filter.sumber"), choice.labels.get("sumber") or t("filter.sumber_all")),
    ]


def line(choice: Choice) -> str:
    """The same as one line of text."""
    return " · ".join(f"{what}: {value}" for what, value in chosen(choice))


def file_name(choice: Choice, what: str, ending: str) -> str:
    """The name of a file: what it is, and all of `chosen`; `what` in words."""
    period = formats.period(choice.period, short=True)
    values = [choice.region_name, period, *(value for _, value in chosen(choice)[2:])]
    parts = [formats.file_part(part, 28) for part in values]
    return f"{'_'.join(['cermin', formats.file_part(what), *filter(None, parts)])[:LONGEST]}.{ending}"
