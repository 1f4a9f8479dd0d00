"""The conditionality regimes of Universal Credit: what is asked of whom (Welfare Reform Act 2012 ss.19 to 22)."""

from __future__ import annotations

from welfsim.awards.pay import minimum_wage_earnings, usual_pay
from welfsim.awards.requirements import THREE_YEARS, asked_without_earnings, lead, youngest_child_age
from welfsim.awards.self_employment import is_trading, may_start_up
from welfsim.compiled import move, rule
from welfsim.rules.partners import NOBODY, partner
from welfsim.rules.strain import add_strain
from welfsim.vocabulary.codes import Job, Regime
from welfsim.vocabulary.parameters import Policy, UniversalCredit
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, State


@rule
def asked_of(state: State, i: int, month: int) -> int:
    """Return what would be asked of person `i` without earnings; of a couple the woman is responsible for children."""
    person, unit = state.person, state.unit
    j = int(person.unit[i])
    child = youngest_child_age(unit, j, month) if i == lead(person, unit, j) else THREE_YEARS
    return asked_without_earnings(int(person.health_group[i]), bool(person.carer[i]), child)


@rule
def regime_of(state: State, i: int, policy: Policy, month: int) -> int:
    """Return the conditionality regime of person `i`, present on UC.

    Nothing is asked of the self-employed who would else search: the start-up period, and then the minimum income floor,
    stand in place of requirements (UC Regs regs 62, 63 and 90). That a coach sees them each quarter is left out. Sick
    leave asks no more of anyone: who is on it has the regime of the usual pay (reg 99).
    """
    person, unit, credit = state.person, state.unit, policy.universal_credit
    j = int(person.unit[i])
    earned, asked = usual_pay(person, i, policy, month), asked_of(state, i, month)
    other = partner(person, i)
    together = earned + usual_pay(person, other, policy, month) if other != NOBODY else earned
    expected = minimum_wage_earnings(credit.expected_hours, policy.pay)
    if asked == Regime.NO_REQUIREMENTS or earned >= expected:
        return Regime.NO_REQUIREMENTS.value
    if asked == Regime.INTENSIVE_SEARCH and is_trading(person, i):
        return Regime.NO_REQUIREMENTS.value
    if earned >= credit.administrative_threshold_single or (
        unit.adults[j] == 2 and together >= credit.administrative_threshold_couple
    ):
        return Regime.LIGHT_TOUCH.value
    return asked


@move
def begin_start_up(state: State, i: int, p: UniversalCredit, month: int) -> None:
    """Begin the start-up period of person `i`, if self-employed on UC and for the first time in five years asked all.

    It runs from the month in which self-employment is found to be gainful, here the first on UC (UC Regs reg 63).
    """
    person = state.person
    if not is_trading(person, i) or asked_of(state, i, month) != Regime.INTENSIVE_SEARCH:
        return
    if may_start_up(int(person.start_up_since[i]), int(person.job_since[i]), p):
        person.start_up_since[i] = month


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
    begin_start_up(state, i, policy.universal_credit, clock.month)
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
