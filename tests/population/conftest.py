"""Populations of three sizes, each built once."""

from __future__ import annotations

import pytest

from welfsim.months import month
from welfsim.population.build import Population, build

START = month(2025, 4)


@pytest.fixture(scope="session")
def small() -> Population:
    return build(1_000, 1, START)


@pytest.fixture(scope="session")
def middling() -> Population:
    return build(20_000, 1, START)


@pytest.fixture(scope="session")
def large() -> Population:
    return build(200_000, 1, START)
