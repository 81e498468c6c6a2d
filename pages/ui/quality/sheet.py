"""Rating quality as one page to pass on: how many are rated, whether sources agree, how much is the rater."""

from data.export.sheet.sheet import Sheet
from pages.answers import outside
from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.page import screen
from pages.ui.panel import sheets
from pages.ui.quality import frames
from pages.ui.words import formats, t


def shared(choice: Choice) -> Sheet | None:
    """None where no agency has ten people."""
    covered = frames.coverage(choice)
    helped = outside.helped(choice)
    drawn = covered[outside.large(covered) & ~covered["agency"].isin(helped) & covered["coverage"].notna()]
    both = frames.agreement(choice)
    both = both[outside.large(both) & ~both["agency"].isin(helped)] if len(both) else both
    raters = frames.rater_share(choice)
    raters = raters[outside.large(raters)] if len(raters) else raters
    if not len(covered) or not outside.enough(covered["n_people"].sum()):
        return None
    parts = []
    if len(drawn):
        lowest = drawn.head(frames.DRAWN)
        parts.append(
            sheets.chart(
                t("rating_quality.coverage_title"),
                lambda look, lang: charts.bars(lowest, look, lang, top=1.0),
                t("share.lowest", n=len(lowest)),
                half=True,
            )
        )
    if len(both):
        shown = both.head(frames.DRAWN)
        parts.append(
            sheets.chart(
                t("rating_quality.agreement_title"),
                lambda look, lang: charts.dumbbells(shown, look, lang, **frames.ends()),
                t("rating_quality.agreement_note", mean=formats.signed(both["gap"].mean())),
                half=True,
            )
        )
    if len(raters):
        bars = frames.rater_bars(raters)
        parts.append(
            sheets.chart(
                t("rating_quality.rater_title", source=bars["source_name"].iloc[0].lower()),
                lambda look, lang: charts.bars(bars, look, lang, top=1.0),
                t("rating_quality.rater_note"),
            )
        )
    return sheets.sheet(choice, *frames.headline(covered), screen.stamp(choice, covered["n_people"].sum()), parts)
