"""Pay at the start, and that it goes on as it is: by age, in spread, and in hours."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from played import START, play
from welfsim.policy import current_law, resolve
from welfsim.population import Population
from welfsim.population.latent import columns_of
from welfsim.population.pay import paid_an_hour
from welfsim.processes import MONTH
from welfsim.vocabulary.codes import Job, Presence, Sex
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import State

MONTHS = 72
BANDS = ((25, 34), (35, 49), (50, 59), (60, 64))


@pytest.fixture(scope="module")
def years(middling: Population) -> list[State]:
    """Return the start and what six years of birthdays alone make of it: nobody enters or leaves work."""
    law = resolve(current_law(), [], START, MONTHS)
    careers = [process for process in MONTH if process.name == "careers"]
    return play(middling, law, processes=careers).states


def workers(person: Persons, month: int, low: int, high: int) -> NDArray[np.bool_]:
    """Mark workers by years of age at the end of a month."""
    age = (month - 1 - person.birth_month.astype(np.int64)) // 12
    here = (person.presence == Presence.PRESENT) & (person.job != Job.OUT)
    return np.asarray(here & (age >= low) & (age <= high))


@pytest.mark.parametrize(("low", "high"), BANDS)
def test_mean_pay_and_its_spread_by_age_go_on(years: list[State], low: int, high: int) -> None:
    before, after = years[0].person, years[-1].person
    first, last = workers(before, START, low, high), workers(after, START + MONTHS, low, high)
    assert after.hourly_pay[last].mean() == pytest.approx(before.hourly_pay[first].mean(), rel=0.04)
    assert np.log(after.hourly_pay[last]).std() == pytest.approx(np.log(before.hourly_pay[first]).std(), rel=0.08)


def test_a_birthday_moves_pay_and_no_other_month_does(years: list[State]) -> None:
    for m in (1, 40):
        before, after = years[m].person, years[m + 1].person
        birthday = (START + m - after.birth_month.astype(np.int64)) % 12 == 0
        assert not (before.hourly_pay != after.hourly_pay)[~birthday].any()
        assert (before.hourly_pay != after.hourly_pay)[birthday & (after.presence == Presence.PRESENT)].mean() > 0.95


@pytest.mark.parametrize("sex", Sex)
def test_the_share_of_part_time_goes_on(years: list[State], sex: Sex) -> None:
    shares = []
    for month, state in ((START, years[0]), (START + MONTHS, years[-1])):
        person = state.person
        of_sex = workers(person, month, 22, 59) & (person.sex == sex)
        shares.append(float((person.job == Job.PART_TIME)[of_sex].mean()))
    assert shares[1] == pytest.approx(shares[0], abs=0.02)


def test_what_lasts_and_what_fades_are_apart_and_make_up_pay(large: Population) -> None:
    person = large.state.person
    works = person.job != Job.OUT
    fading = person.pay_fading[works].astype(np.float64)
    lasting = np.log(person.hourly_pay[works]) - fading
    assert fading.std() == pytest.approx(0.28, rel=0.05)
    assert abs(np.corrcoef(lasting, fading)[0, 1]) < 0.05
    assert person.pay_fading[(person.presence == Presence.PRESENT) & ~works].mean() < fading.mean() - 0.05


def test_workers_are_paid_the_published_median_and_one_in_ten_the_minimum_wage(large: Population) -> None:
    person = large.state.person
    here = workers(person, large.start, 21, 66)
    columns = columns_of(person, (person.presence == Presence.PRESENT) & (person.job != Job.OUT))
    assert np.median(paid_an_hour(columns, large.start)) == pytest.approx(1_796, abs=10)
    paid = paid_an_hour(columns_of(person, here), large.start)
    assert paid.min() == 1_221
    assert 0.06 < (paid == 1_221).mean() < 0.12
