"""Groups that share a need: rows of gaps clustered by shape, with a verdict that may be "none"."""

from analytics.clusters.analysis import Clusters, analyse
from analytics.clusters.identity import follow, match
from analytics.clusters.kmeans import NoiseWeightedKMeans

__all__ = ["Clusters", "NoiseWeightedKMeans", "analyse", "follow", "match"]
