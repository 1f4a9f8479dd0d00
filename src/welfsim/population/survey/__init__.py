"""The Family Resources Survey as people of one's own: its tables, its weights, and what it does not ask."""

from welfsim.population.survey.reader import Survey, read_frs

__all__ = ["Survey", "read_frs"]
