"""The built self-employed: shares of workers, what they earn, and since when start-up periods run."""

from __future__ import annotations

import numpy as np
import pytest

from welfsim.awards.pay import usual_pay_in_job
from welfsim.months import MONTHS_A_YEAR
from welfsim.population import Population
from welfsim.population.law import law_at
from welfsim.population.published import share
from welfsim.population.self_employment import LAST_AGE, STARTS, published_shares, share_at
from welfsim.rules.regimes import regime_of
from welfsim.vocabulary.codes import HealthGroup, Job, Presence, Regime, Region, Sex

WITHIN = 0.006
BRITAIN = 0.131  # of all workers in 2024, next to which London's share is published


def ages(population: Population) -> np.ndarray:
    return np.asarray((population.start - 1 - population.state.person.birth_month.astype(int)) // MONTHS_A_YEAR)


def workers(population: Population) -> np.ndarray:
    person = population.state.person
    return np.asarray((person.presence == Presence.PRESENT) & (person.job != Job.OUT))


def part(own: np.ndarray, among: np.ndarray) -> float:
    return float((own & among).sum() / among.sum())


def test_workers_are_self_employed_as_often_as_published(middling: Population) -> None:
    own, work, age = middling.state.person.self_employed, workers(middling), ages(middling)
    assert part(own, work & (age < 65)) == pytest.approx(share("self_employed_16_64"), abs=0.001)
    bands = zip(STARTS, (*STARTS[1:], LAST_AGE), published_shares("age"), strict=True)
    found = {low: (part(own, work & (age >= low) & (age < high)), wanted) for low, high, wanted in bands}
    held = {low: (work & (age >= low) & (age < LAST_AGE)).sum() for low in found}
    luck = {low: 2.5 * (0.21 / rows) ** 0.5 for low, rows in held.items()}  # of few aged 65 and more
    assert all(abs(built - wanted) < max(WITHIN, luck[low]) for low, (built, wanted) in found.items()), found
    for sex, wanted in zip((Sex.FEMALE, Sex.MALE), published_shares("sex"), strict=True):
        assert part(own, work & (age < 65) & (middling.state.person.sex == sex)) == pytest.approx(wanted, abs=WITHIN)


def test_most_of_all_in_london(middling: Population) -> None:
    own, work = middling.state.person.self_employed, workers(middling)
    region = middling.state.district.region[middling.state.person.district]
    if np.unique(region).size < len(Region):
        pytest.skip("regions are merged")
    relative = part(own, work & (region == Region.LONDON)) / part(own, work)
    assert relative == pytest.approx(0.165 / BRITAIN, rel=0.03)


def test_profits_are_lower_and_more_unequal_than_pay(middling: Population) -> None:
    """SMF 2016: 55% of the self-employed had less than two thirds of the median of employees."""
    person, law = middling.state.person, law_at(middling.start)
    rows = np.flatnonzero(workers(middling))
    earned = np.array([usual_pay_in_job(person, i, int(person.job[i]), 99, law, middling.start) for i in rows])
    own = person.self_employed[rows]
    middle = np.median(earned[~own])
    assert (earned[own] < 2 / 3 * middle).mean() == pytest.approx(0.55, abs=0.05)
    spread = [np.log(np.quantile(earned[of], 0.9) / np.quantile(earned[of], 0.1)) for of in (own, ~own)]
    assert spread[0] > 1.4 * spread[1]
    on_uc = person.regime[rows] != Regime.NOT_ON_UC
    assert np.median(earned[own & on_uc]) < np.median(earned[own & ~on_uc])


def test_on_universal_credit_about_as_many_as_assumed_and_part_time_more_often(middling: Population) -> None:
    person, work = middling.state.person, workers(middling)
    on_uc = work & (person.regime != Regime.NOT_ON_UC)
    assert 0.15 < part(person.self_employed, on_uc) < 0.20
    part_time = person.job == Job.PART_TIME
    assert part(part_time, work & person.self_employed) == pytest.approx(share("self_employed_part_time"), abs=0.04)
    assert part(part_time, work & ~person.self_employed) < 0.25


def test_start_up_periods_are_of_those_asked_for_everything(middling: Population) -> None:
    person, start = middling.state.person, middling.start
    since = person.start_up_since
    begun = since > 0
    assert (person.self_employed & workers(middling))[begun].all()
    assert (person.regime[begun] != Regime.NOT_ON_UC).all()
    assert not np.isin(person.health_group[begun], (HealthGroup.LCW, HealthGroup.LCWRA)).any()
    assert not person.carer[begun].any()
    assert ((since[begun] < start) & (since[begun] >= middling.state.unit.uc_since[person.unit[begun]] - 12)).all()
    months = law_at(start).universal_credit.start_up_months
    running = begun & (since > start - months)
    assert 0.2 < running.sum() / begun.sum() < 0.5


def test_built_regimes_of_the_self_employed_are_those_of_the_rule(middling: Population) -> None:
    person, law = middling.state.person, law_at(middling.start)
    rows = np.flatnonzero(person.start_up_since > 0)
    ruled = np.array([regime_of(middling.state, int(i), law, middling.start) for i in rows])
    assert (ruled == person.regime[rows]).mean() > 0.93  # full-time workers with a profit near what is enough


def test_employees_turn_self_employed_so_that_the_share_at_an_age_stays(middling: Population) -> None:
    """Five years on, people have the share of those who are five years older today."""
    person, later = middling.state.person, middling.start + 5 * MONTHS_A_YEAR
    off = (person.regime == Regime.NOT_ON_UC) & (ages(middling) < 60)
    turns = (person.self_employed_from > 0) & (person.self_employed_from < later)
    assert (person.self_employed_from[~person.self_employed & turns] >= middling.start).all()
    assert not person.self_employed_from[person.self_employed].any()
    sex = (person.sex != Sex.FEMALE).astype(int)
    age = np.maximum(ages(middling), 16.0)
    risen = (share_at(age + 5, sex) - share_at(age, sex))[off].mean()
    assert (turns & ~person.self_employed)[off].mean() == pytest.approx(risen, abs=0.004)
