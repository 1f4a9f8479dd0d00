"""Who forms a couple and who parts depends on work, health and Universal Credit; how many do does not."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from welfsim.months import MONTHS_A_YEAR, month
from welfsim.population.assumptions import assumed
from welfsim.population.partnering import NOBODY, Plan, plan_couples, workless
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Activity, Job, Severity, Sex
from welfsim.vocabulary.fields import as_table, empty_columns
from welfsim.vocabulary.persons import Persons

START = month(2025, 4)
COUPLES, SINGLES = 5_400, 7_200  # of the singles half are women

Mask = NDArray[np.bool_]


def adults() -> tuple[Persons, BenefitUnits]:
    """Return couples and singles of 35 to 44 in full-time work, healthy and not on Universal Credit."""
    of_couples, alone = np.repeat(np.arange(COUPLES), 2), COUPLES + np.arange(SINGLES)
    person = empty_columns(Persons, 2 * COUPLES + SINGLES)
    unit = empty_columns(BenefitUnits, COUPLES + SINGLES)
    person["unit"][:] = np.concatenate([of_couples, alone])
    person["sex"][:] = np.where(np.arange(person["unit"].size) % 2 == 0, Sex.FEMALE, Sex.MALE)
    person["birth_month"][:] = START - 1 - (35 + person["unit"] // 2 % 10) * MONTHS_A_YEAR
    person["job"][:] = Job.FULL_TIME
    unit["adults"][:] = np.where(np.arange(unit["adults"].size) < COUPLES, 2, 1)
    unit["first_person"][:] = np.searchsorted(person["unit"], np.arange(unit["adults"].size))
    return as_table(Persons, person), as_table(BenefitUnits, unit)


def every_other(person: Persons) -> Mask:
    """Mark every second woman and every second man, of each age."""
    return np.asarray(np.arange(person.unit.size) // 40 % 2 == 0)


def planned(person: Persons, unit: BenefitUnits) -> Plan:
    return plan_couples(person, unit, 1, Generator(Philox(3)), START)


def joins_in_first_year(plan: Plan) -> Mask:
    return np.asarray((plan.joins > 0) & (plan.joins < START + MONTHS_A_YEAR))


@pytest.fixture(scope="module")
def all_alike() -> Plan:
    return planned(*adults())


@pytest.mark.parametrize("what", ["workless", "limited", "claimants"])
def test_who_is_badly_placed_joins_less_often_and_as_many_join(what: str, all_alike: Plan) -> None:
    person, unit = adults()
    theirs = every_other(person)
    if what == "workless":
        person.job[theirs] = Job.OUT
    elif what == "limited":
        person.severity[theirs] = Severity.WORK_LIMITING
    else:
        unit.uc_since[person.unit[theirs & (person.unit >= COUPLES)]] = START - 12
    joins = joins_in_first_year(planned(person, unit))
    single = person.unit >= COUPLES
    ratio = joins[single & theirs].mean() / joins[single & ~theirs].mean()
    assert ratio == pytest.approx(assumed(f"{what}_partner_ratio"), abs=0.1)
    before = joins_in_first_year(all_alike)
    age = (START - person.birth_month) // MONTHS_A_YEAR
    for low in (35, 40):
        of_age = (age >= low) & (age < low + 5)
        assert joins[of_age].sum() == pytest.approx(before[of_age].sum(), rel=0.1)
    assert joins.sum() == pytest.approx(before.sum(), rel=0.02)


def test_couples_whose_man_is_workless_part_more_often_and_as_many_part(all_alike: Plan) -> None:
    person, unit = adults()
    theirs = np.arange(COUPLES) // 20 % 2 == 0  # at each age
    person.job[1 : 2 * COUPLES : 2][theirs] = Job.OUT
    month_of = planned(person, unit).parts[: 2 * COUPLES : 2]
    before = all_alike.parts[: 2 * COUPLES : 2]
    parts = month_of > 0
    ratio = np.log(1 - parts[theirs].mean()) / np.log(1 - parts[~theirs].mean())
    assert ratio == pytest.approx(assumed("parting_ratio_man_workless"), abs=0.25)
    first_year = [((months > 0) & (months < START + MONTHS_A_YEAR)).sum() for months in (month_of, before)]
    assert first_year[0] == pytest.approx(first_year[1], abs=2)


def test_partners_are_alike_in_work() -> None:
    person, unit = adults()
    person.job[every_other(person)] = Job.OUT
    plan = planned(person, unit)
    women = np.flatnonzero((person.sex == Sex.FEMALE) & (plan.second != NOBODY) & (plan.first == NOBODY))
    she, he = (person.job[rows] == Job.OUT for rows in (women, plan.second[women]))
    same = float((she & he).sum()) * float((~she & ~he).sum())
    assert same > 1.5 * float((she & ~he).sum()) * float((~she & he).sum())


def test_students_and_the_retired_are_not_workless() -> None:
    person, _ = adults()
    person.job[:4] = Job.OUT
    person.activity[:4] = [Activity.SEEKING, Activity.STUDYING, Activity.RETIRED, Activity.SICK]
    assert workless(person)[:5].tolist() == [True, False, False, True, False]
