"""The synthetic population, from the cache or built afresh."""

from __future__ import annotations

from welfsim.population.build import Population, build
from welfsim.population.checks import margins
from welfsim.population.files import cached, fingerprint, keep

__all__ = ["Population", "margins", "synthetic"]


def synthetic(people: int, seed: int, start: int, cache: bool = True) -> Population:
    """Return a synthetic Great Britain.

    Parameters
    ----------
    people
        Adults of working age asked for; each row then stands for a whole number of real people.
    seed
        Seed of the build; the same people, seed and start give the same bytes.
    start
        Start month.
    cache
        Whether to look into the cache first and to keep what is built.

    Raises
    ------
    PopulationError
        If the size or the start month is out of range.
    """
    key = fingerprint(people, seed, start)
    found = cached(key) if cache else None
    if found is not None:
        return found
    population = build(people, seed, start)
    if cache:
        keep(population, key)
    return population
