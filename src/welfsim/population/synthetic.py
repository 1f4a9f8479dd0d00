"""The synthetic population, from the cache or built afresh."""

from __future__ import annotations

import logging

from welfsim.population.build import Population, build
from welfsim.population.checks import margins
from welfsim.population.files import cached, fingerprint, keep
from welfsim.population.large import Tell, is_large, large

__all__ = ["Population", "margins", "synthetic"]

_log = logging.getLogger("welfsim")


def synthetic(people: int, seed: int, start: int, cache: bool = True, tell: Tell = _log.info) -> Population:
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
        Whether to look into the cache first and to keep what is built. Large populations are always kept there.
    tell
        Is given what is being done if it takes minutes, as for a large population, one line each time.

    Raises
    ------
    PopulationError
        If the size or the start month is out of range, or the disk cannot hold a large population.
    """
    if is_large(people):
        return large(people, seed, start, tell)
    key = fingerprint(people, seed, start)
    found = cached(key) if cache else None
    if found is not None:
        return found
    population = build(people, seed, start)
    if cache:
        keep(population, key)
    return population
