"""What tests of the whole model share: one small Britain, the law of its months, one run of it kept month by month."""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

from played import MONTHS, START, Policies, Run, play
from welfsim.policy import current_law, resolve
from welfsim.population import Population, synthetic

LARGE = {"many", "run_of_many"}
"""Fixtures of the large population."""

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("ci")

# A shell ignores Ctrl-C for what it starts in the background, and so would every program that a test starts from there.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark statistics and tests of the large population as checks of the model."""
    for item in items:
        if "statistical" in item.path.parts or LARGE & set(getattr(item, "fixturenames", ())):
            item.add_marker("model")


@pytest.fixture(scope="session")
def britain() -> Population:
    return synthetic(20_000, 1, START)


@pytest.fixture(scope="session")
def many() -> Population:
    return synthetic(100_000, 1, START)


@pytest.fixture(scope="session")
def law() -> Policies:
    return resolve(current_law(), [], START, MONTHS)


@pytest.fixture(scope="session")
def run(britain: Population, law: Policies) -> Run:
    return play(britain, law)


@pytest.fixture(scope="session")
def run_of_many(many: Population, law: Policies) -> Run:
    return play(many, law)
