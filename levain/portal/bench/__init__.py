"""`levain bench`: what pages, matching and reports cost, as ratios to a bare view measured in the same run."""

from levain.portal.bench.course import BenchFailed, run
from levain.portal.bench.figures import table

__all__ = ["BenchFailed", "run", "table"]
