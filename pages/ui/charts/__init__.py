"""Charts: pure functions from a frame to a Plotly figure, each drawn to be read on a phone as well as at a desk.

Scores are 0-100. `look` is the reader's theme (`look.current()`), `lang` the language of hover texts. Nothing here
computes a score, an interval or a verdict: what is drawn is what the frame says.
"""

from pages.ui.charts import bars as _bars
from pages.ui.charts import forest as _forest
from pages.ui.charts import funnel as _funnel
from pages.ui.charts import heat as _heat
from pages.ui.charts import multiples as _multiples
from pages.ui.charts import ranking as _ranking
from pages.ui.charts import slope as _slope
from pages.ui.charts import strip as _strip
from pages.ui.charts import trend as _trend
from pages.ui.charts import waterfall as _waterfall
from pages.ui.charts.rounded import as_shown

# Rounded here, once: no page and no paper gets a figure that is finer than what it says.
bars, dumbbells, forest = as_shown(_bars.bars), as_shown(_bars.dumbbells), as_shown(_forest.forest)
funnel, heat, ranking = as_shown(_funnel.funnel), as_shown(_heat.heat), as_shown(_ranking.ranking)
slope, small_multiples = as_shown(_slope.slope), as_shown(_multiples.small_multiples)
strip, trend, waterfall = as_shown(_strip.strip), as_shown(_trend.trend), as_shown(_waterfall.waterfall)

__all__ = [
    "bars",
    "dumbbells",
    "forest",
    "funnel",
    "heat",
    "ranking",
    "slope",
    "small_multiples",
    "strip",
    "trend",
    "waterfall",
]
