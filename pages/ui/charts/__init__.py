"""Charts: pure functions from a frame to a Plotly figure, each drawn to be read on a phone as well as at a desk.

Scores are 0-100. `look` is the reader's theme (`look.current()`), `lang` the language of hover texts. Nothing here
computes a score, an interval or a verdict: what is drawn is what the frame says.
"""

from pages.ui.charts.bars import bars, dumbbells
from pages.ui.charts.funnel import funnel
from pages.ui.charts.heat import heat
from pages.ui.charts.multiples import small_multiples
from pages.ui.charts.ranking import ranking
from pages.ui.charts.slope import slope
from pages.ui.charts.strip import strip
from pages.ui.charts.trend import trend
from pages.ui.charts.waterfall import waterfall

__all__ = [
    "bars",
    "dumbbells",
    "funnel",
    "heat",
    "ranking",
    "slope",
    "small_multiples",
    "strip",
    "trend",
    "waterfall",
]
