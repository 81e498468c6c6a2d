"""The comparison as one page to pass on: the funnel, in which only who lies above is named, and the sectors."""

from data.export.sheet.sheet import Sheet
from pages.answers import outside
from pages.answers.choice import Choice
from pages.answers.comparison.comparison import asked
from pages.answers.scores import region
from pages.ui import charts
from pages.ui.comparison import frames
from pages.ui.page import screen
from pages.ui.panel import sheets
from pages.ui.panel.tables import counted, usual
from pages.ui.words import formats, sentences, t


def shared(choice: Choice) -> Sheet | None:
    """None where so few were asked that nothing may be passed on."""
    here, people = frames.compared(choice), asked(choice)
    if not outside.enough(*people):
        return None
    unnamed = ~outside.large(here) | here["agency"].isin(outside.helped(choice)) | here["tone"].ne("good")
    drawn = here.assign(label=here["label"].mask(unnamed, ""))[outside.large(here)]
    limits = frames.funnel_limits(here)
    panels = frames.sector_panels(choice)
    panels = panels[outside.large(panels)]
    parts = []
    if len(limits) and len(drawn):
        parts.append(
            sheets.chart(
                t("sector_comparison.funnel_title",
                  out=int(here["funnel"].isin(("above998", "below998")).sum()), all=len(here)),
                lambda look, lang: charts.funnel(drawn, limits, look, lang, centre=here["centre"].iloc[0]),
                t("sector_comparison.funnel_note"),
            )
        )  # fmt: skip
    now = panels[panels["focus"] & panels["period"].eq(choice.period)].sort_values("score", ascending=False)
    columns = [*usual("sector", "score", "low", "high"), *counted(now), *usual("weight_coverage")]
    parts.append(sheets.table(sentences.reach("sector_comparison.sectors_title", now["score"]), now, columns))
    if panels["seq"].nunique() > 1 and len(now):
        whole = region(choice).dropna(subset="score")
        parts.append(
            sheets.chart(
                t("share.over_time"),
                lambda look, lang: charts.small_multiples(panels, look, lang, reference=whole, columns=4),
                t("sector_comparison.sectors_note", place=formats.plain(choice.region_name)),
            )
        )
    stamp = screen.stamp(choice, people[0], n_respondents=people[1])
    lead = sentences.about(choice, *people)
    return sheets.sheet(choice, sentences.compared(here), lead, stamp, parts)
