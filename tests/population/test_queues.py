"""Queues that start unequal between districts: the same total, more in some districts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from welfsim.months import month
from welfsim.population import Population, queues
from welfsim.population.build import build
from welfsim.population.choosing import among, noise
from welfsim.population.draft import Draft
from welfsim.population.queues import leans_to_wait
from welfsim.vocabulary.codes import HealthGroup, Referral

START = month(2025, 4)
DISTRICTS, PEOPLE = 40, 80_000


def with_dispersion(patch: pytest.MonkeyPatch, dispersion: float) -> None:
    """Let the log odds of waiting spread between districts by as much."""
    patch.setattr(queues, "assumed", lambda name: {"queue_dispersion": dispersion}[name])


def draft() -> Draft:
    """Return as many people in each of some districts, and luck."""
    district = np.arange(PEOPLE) % DISTRICTS
    places = SimpleNamespace(districts=tuple(map(str, range(DISTRICTS))))
    luck = np.random.default_rng(1)
    return cast("Draft", SimpleNamespace(person={"district": district}, places=places, luck=luck))


def waiting(dispersion: float, patch: pytest.MonkeyPatch) -> np.ndarray:
    """Return how many of 8,000 chosen wait in each district."""
    with_dispersion(patch, dispersion)
    of = draft()
    score = noise(of.luck, PEOPLE) + leans_to_wait(of)
    chosen = among(np.ones(PEOPLE, np.bool_), score.astype(np.float32), 8_000)
    return np.bincount(of.person["district"][chosen], minlength=DISTRICTS)


def test_a_queue_is_as_long_whatever_its_spread_and_spreads_as_assumed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth stand in line: odds move nearly as shares, by 0.9 of their logarithm; luck alone spreads by 0.067."""
    for dispersion, expected in ((0.0, 0.067), (0.15, np.hypot(0.067, 0.135)), (0.4, np.hypot(0.067, 0.36))):
        held = waiting(dispersion, monkeypatch)
        assert held.sum() == 8_000
        assert np.log(held).std() == pytest.approx(expected, rel=0.35)


def test_people_of_a_district_lean_alike_and_each_queue_has_a_draw_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with_dispersion(monkeypatch, 0.3)
    of = draft()
    first, second = leans_to_wait(of), leans_to_wait(of)
    for lean in (first, second):
        assert all(np.unique(lean[of.person["district"] == d]).size == 1 for d in range(DISTRICTS))
    assert abs(np.corrcoef(first[:DISTRICTS], second[:DISTRICTS])[0, 1]) < 0.5
    with_dispersion(monkeypatch, 0.0)
    assert not leans_to_wait(of).any()


def lengths(population: Population) -> dict[str, int]:
    """Return how many people stand in each queue of the whole country, or of Scotland and the rest for PIP and ADP."""
    person, start = population.state.person, population.start
    scots: Any = population.state.district.nation[person.district] == 2
    award = (person.daily_living > 0) | (person.mobility > 0)
    due = award & (person.pip_review_month < start)
    found = {
        "before a decision": person.health_group == HealthGroup.PRE_WCA,
        "worse LCW": person.referral == Referral.REASSESSMENT,
        "claims of PIP": (person.pip_claim_month > 0) & ~scots,
        "claims of ADP": (person.pip_claim_month > 0) & scots,
        "reviews of PIP": due & ~scots,
        "reviews of ADP": due & scots,
    }
    return {name: int(mask.sum()) for name, mask in found.items()}


def test_no_queue_of_the_nation_gains_or_loses_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    with_dispersion(monkeypatch, 0.4)
    spread = lengths(build(3_000, 1, START))
    with_dispersion(monkeypatch, 0.0)
    assert spread == lengths(build(3_000, 1, START))
    assert all(spread[name] > 0 for name in ("before a decision", "claims of PIP", "reviews of PIP"))
