"""What tilts job entry, on the population as it is built: condition and demand keep its mean, time out is known."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from welfsim.policy import current_law, resolve
from welfsim.population import Population
from welfsim.population.assumptions import assumed
from welfsim.rules.entry import condition_ratio, local_demand
from welfsim.rules.standing import is_health_status, work_status
from welfsim.vocabulary.codes import Condition, HealthGroup, Job, Presence, Regime, WorkStatus
from welfsim.vocabulary.parameters import Policy

HEALTH = [status for status in WorkStatus if is_health_status(status)]
OF_ALL, OF_A_GROUP = 0.01, 0.06  # tolerances: over the health groups together, and within one


def law(population: Population, **employment: float) -> Any:
    p = cast("Policy", resolve(current_law(), [], population.start, 1)[0]).employment
    for name, value in employment.items():
        setattr(p, name, value)
    return p


@pytest.fixture(scope="module")
def ill(large: Population) -> dict[WorkStatus, NDArray[np.intp]]:
    """Return the rows of people out of work by health group."""
    person = large.state.person
    out = np.flatnonzero((person.presence == Presence.PRESENT) & (person.job == Job.OUT))
    status = np.array([work_status(person, i) for i in out])
    return {group: out[status == group] for group in HEALTH}


def test_two_thirds_of_those_on_fit_notes_have_been_out_of_work_for_over_two_years(
    large: Population, ill: dict[WorkStatus, NDArray[np.intp]]
) -> None:
    """DWP RR774: two thirds of the ESA cohort at their claim."""
    months = large.start - large.state.person.last_work[ill[WorkStatus.FIT_NOTE]].astype(int)
    assert (months >= 24).mean() == pytest.approx(2 / 3, abs=0.05)


def test_main_condition_leaves_the_mean_of_every_health_group(
    large: Population, ill: dict[WorkStatus, NDArray[np.intp]]
) -> None:
    """The mix stated with the ratios: 0.27, 0.33, 0.19 and 0.20 of all health groups."""
    p = law(large)
    ratio = np.array([condition_ratio(condition, p) for condition in Condition])
    means = {group: float(ratio[large.state.person.condition[rows]].mean()) for group, rows in ill.items()}
    assert means == pytest.approx(dict.fromkeys(HEALTH, 1.0), abs=OF_A_GROUP)
    everyone = np.concatenate(list(ill.values()))
    assert ratio[large.state.person.condition[everyone]].mean() == pytest.approx(1.0, abs=OF_ALL)
    assert ratio.min() < 0.8


def test_most_searchers_began_to_search_within_two_months_of_a_job(large: Population) -> None:
    """A share of 0.6, of those who ever worked and have no fit note; others began later."""
    person = large.state.person
    searches = (person.regime == Regime.INTENSIVE_SEARCH) & (person.health_group == HealthGroup.NONE)
    searches &= person.last_work > 0
    gap = person.search_since[searches].astype(int) - person.last_work[searches]
    assert ((gap >= 0) & (gap <= assumed("search_after_work_months"))).mean() == pytest.approx(0.6, abs=0.05)


@pytest.mark.parametrize("size", ["small", "middling", "large"])
def test_demand_for_labour_differs_by_district_and_leaves_the_mean(size: str, request: pytest.FixtureRequest) -> None:
    population: Population = request.getfixturevalue(size)
    district, p = population.state.district, law(population)
    demand = np.array([local_demand(district, d, p) for d in range(district.nation.size)])
    assert district.share_of_jobless.sum() == pytest.approx(1.0)
    assert district.share_of_jobless @ demand == pytest.approx(1.0)
    assert (np.argsort(demand, kind="stable") == np.argsort(district.employment_rate, kind="stable")).all()
    one_market = law(population, local_demand_elasticity=0.0)
    assert [local_demand(district, d, one_market) for d in range(demand.size)] == pytest.approx(1.0 + 0.0 * demand)


def test_districts_have_the_published_rate_of_their_region(large: Population) -> None:
    """ONS, October to December 2025: 69.0% of 16 to 64 in work in the North East, 78.8% in the South East."""
    rate = large.state.district.employment_rate
    assert (rate.min(), rate.max()) == (pytest.approx(0.690), pytest.approx(0.788))
    assert np.unique(rate.round(6)).size == 11
