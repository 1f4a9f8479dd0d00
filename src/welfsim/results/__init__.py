"""What runs found: accounts and their tables, comparisons, pipelines, and results on disk."""

from welfsim.results.comparison import Comparison, read
from welfsim.results.run import Results

__all__ = ["Comparison", "Results", "read"]
