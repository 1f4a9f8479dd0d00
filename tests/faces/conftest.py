"""One small comparison, what it is made of, on what it hangs, and who gains, for every face."""

from __future__ import annotations

import pytest

from welfsim.experiments.answers import Answers
from welfsim.experiments.evidence import Evidence, evidence
from welfsim.experiments.gainers import Gainers, gainers
from welfsim.experiments.split import Split, split


@pytest.fixture(scope="session")
def made_of() -> Split:
    return split("redeploy_1000_coaches", people=2_000, months=30, replications=2, resume=False)


@pytest.fixture(scope="session")
def answers(made_of: Split) -> Answers:
    return made_of.whole


@pytest.fixture(scope="session")
def ranges() -> Evidence:
    tried = ["employment.contact_effect", "employment.displacement"]
    small = {"people": 1_000, "months": 14, "replications": 1}
    return evidence("redeploy_1000_coaches", parameters=tried, resume=False, **small)


@pytest.fixture(scope="session")
def who() -> Gainers:
    return gainers("redeploy_1000_coaches", people=2_000, months=14)
