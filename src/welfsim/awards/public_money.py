"""What a unit costs the public purse in a month, and how that changes with a job of one adult.

It is the same money that the month accounts for: Universal Credit, ESA, its Housing Benefit, Carer's Allowance and
Scotland's additions, less the taxes on pay. Council Tax Reduction and childcare outside the award are not in it.
"""

from __future__ import annotations

from welfsim.awards.budget import (
    award,
    household_child_payment,
    household_claim,
    household_housing_benefit,
    household_income_related_esa,
)
from welfsim.awards.household import Adult, Household, is_counted, with_job, without_care
from welfsim.awards.income_related import holds_income_related, on_universal_credit
from welfsim.awards.means import household_means
from welfsim.awards.money import whole
from welfsim.awards.own_law import household_of, law_of_unit
from welfsim.awards.pay import hours_in_job, pay_in_job
from welfsim.awards.self_employment import employers_share, own_insurance
from welfsim.awards.tax import income_tax
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import Job
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import State

MONTHS_IN_JOB = MONTHS_A_YEAR // 2  # of the job whose pay is taken


@rule(inlined=True)
def taxes_on_pay(adult: Adult, policy: Policy) -> int:
    """Return income tax and both sides' National Insurance on an adult's pay, in pence a month."""
    gross = adult.work.gross_pay
    if gross == 0 or not is_counted(adult):
        return 0
    own, tax = adult.work.terms.is_self_employed, income_tax(gross, adult.is_scottish, policy.tax)
    return tax + own_insurance(gross, own, policy.tax) + employers_share(gross, own, policy.tax)


@rule(inlined=True)
def public_cost(household: Household, on_uc: bool, policy: Policy) -> int:
    """Return what a unit costs the public purse in a month, in pence; below zero where taxes are more than benefits."""
    means = household_means(household, policy)
    cost = means.new_style_esa + means.carers_allowance + means.carer_supplement
    cost -= taxes_on_pay(household.first, policy) + taxes_on_pay(household.second, policy)
    if on_uc:
        credit = award(household_claim(household, policy), means, policy)
        rent = household_housing_benefit(household, 0, credit, policy)
        return cost + credit + rent + household_child_payment(household, credit, policy)
    esa = household_income_related_esa(household, policy)
    rent = household_housing_benefit(household, esa, 0, policy)
    return cost + esa + rent + household_child_payment(household, esa, policy)


@rule
def cost_of_job(state: State, i: int, policy: Policy, month: int) -> int:
    """Return by how much a month a job of person `i` raises what the unit costs the public purse, in pence.

    Nearly always below zero. The job is as the person takes it, half a year old, and ends care if it is full-time;
    without it they are out of work, and the unit is on Universal Credit in both cases or in neither. From
    income-related ESA it moves there with a larger job.
    """
    person, unit = state.person, state.unit
    j = whole(person.unit[i])
    policy = law_of_unit(state, j, policy)
    household = household_of(state, j, policy, month)
    job = Job.PART_TIME.value if person.hours_part_time[i] else Job.FULL_TIME.value
    gross = pay_in_job(person, i, job, MONTHS_IN_JOB, policy, month)
    hours, on_uc = hours_in_job(person, i, job, MONTHS_IN_JOB, policy, month), unit.uc_since[j] > 0
    is_first = i == unit.first_person[j]
    working = with_job(household, is_first, gross, hours)
    if job == Job.FULL_TIME:
        working = without_care(working, is_first)
    keeps = holds_income_related(working.first if is_first else working.second, policy)
    before = public_cost(with_job(household, is_first, 0, 0.0), on_uc, policy)
    if not on_uc and not keeps and household_income_related_esa(household, policy) > 0:
        return public_cost(on_universal_credit(working), True, policy) - before
    return public_cost(working, on_uc, policy) - before
