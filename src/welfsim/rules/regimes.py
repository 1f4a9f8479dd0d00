"""The conditionality regimes of Universal Credit: what is asked of whom (Welfare Reform Act 2012 ss.19 to 22)."""

from __future__ import annotations

from welfsim.awards.pay import current_pay, minimum_wage_earnings
from welfsim.compiled import move, rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.partners import NOBODY, lead, partner
from welfsim.rules.strain import add_strain
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import HealthGroup, Job, Regime
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, State

ONE_YEAR, TWO_YEARS, THREE_YEARS = MONTHS_A_YEAR, 2 * MONTHS_A_YEAR, 3 * MONTHS_A_YEAR


@rule
def youngest_child_age(unit: BenefitUnits, j: int, month: int) -> int:
    """Return the age in months of unit `j`'s youngest child, or a large number without children."""
    latest = max(
        max(int(unit.child_1_birth[j]), int(unit.child_2_birth[j])),
        max(int(unit.child_3_birth[j]), int(unit.child_4_birth[j])),
    )
    return month - latest


@rule
def regime_of(state: State, i: int, policy: Policy, month: int) -> int:
    """Return the conditionality regime of person `i`, present on UC.

    Of a couple the woman is taken to be the one responsible for its children.
    """
    person, unit, credit = state.person, state.unit, policy.universal_credit
    j = int(person.unit[i])
    earned = current_pay(person, i, policy, month)
    other = partner(person, i)
    together = earned + current_pay(person, other, policy, month) if other != NOBODY else earned
    expected = minimum_wage_earnings(credit.expected_hours, policy.pay)
    child = youngest_child_age(unit, j, month) if i == lead(person, unit, j) else THREE_YEARS
    if person.health_group[i] == HealthGroup.LCWRA or person.carer[i] or child < ONE_YEAR or earned >= expected:
        return Regime.NO_REQUIREMENTS.value
    if earned >= credit.administrative_threshold_single or (
        unit.adults[j] == 2 and together >= credit.administrative_threshold_couple
    ):
        return Regime.LIGHT_TOUCH.value
    if child < TWO_YEARS:
        return Regime.INTERVIEW.value
    if person.health_group[i] == HealthGroup.LCW or child < THREE_YEARS:
        return Regime.PREPARATION.value
    return Regime.INTENSIVE_SEARCH.value


@rule
def is_newly_asked(person: Persons, i: int, month: int) -> bool:
    """Say whether a search is newly asked of person `i`, on UC without work, who did not come by losing a job."""
    before = person.regime[i]
    asked_less = before == Regime.NO_REQUIREMENTS or before == Regime.INTERVIEW or before == Regime.PREPARATION
    return bool(asked_less and person.job[i] == Job.OUT and person.last_work[i] != month)


@move
def set_regime(state: State, i: int, policy: Policy, clock: Clock) -> None:
    """Write the conditionality regime of person `i`, present on UC, and when a search begins.

    A search newly asked of somebody without work is bad for mental health; a job then lowers the strain.
    """
    person, health = state.person, policy.health
    regime = regime_of(state, i, policy, clock.month)
    if regime == Regime.INTENSIVE_SEARCH and person.regime[i] != Regime.INTENSIVE_SEARCH:
        person.search_since[i] = clock.month
        if is_newly_asked(person, i, clock.month):
            add_strain(person, i, health.score_requirement * health.cases_a_point, clock.month, health)
    person.regime[i] = regime


@move
def leave_regime(person: Persons, i: int) -> None:
    """Ask nothing of person `i`, who is not on Universal Credit."""
    person.regime[i] = Regime.NOT_ON_UC
