"""Demo data made from a known truth: five regions, eight semesters, planted stories that tests ask back."""

from data.sample.making import Sample, make
from data.sample.places import PERIODS, REGIONS
from data.sample.stories import Truth

__all__ = ["PERIODS", "REGIONS", "Sample", "Truth", "make"]
