"""Great Britain as of a month: a synthetic population built from published margins."""

from welfsim.population.synthetic import Population, margins, synthetic

__all__ = ["Population", "margins", "synthetic"]
