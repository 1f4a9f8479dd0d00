"""What a job would add: the income of a unit with one adult in a job, less what the job costs it."""

from __future__ import annotations

from welfsim.awards.budget import (
    Claim,
    award,
    household_child_payment,
    household_claim,
    household_housing_benefit,
    household_income_related_esa,
)
from welfsim.awards.council_tax import tapered_reduction
from welfsim.awards.household import Household, Incapacity, with_adults, with_incapacity, with_job, without_care
from welfsim.awards.income_related import holds_income_related, on_universal_credit
from welfsim.awards.means import Means, household_means, total_means
from welfsim.awards.money import whole
from welfsim.awards.own_law import household_of, law_of_unit
from welfsim.awards.paid_care import household_childcare_costs
from welfsim.awards.pay import hours_in_job, pay_in_job
from welfsim.awards.universal_credit import holds_protected_rate, lcwra_payable_from, maximum_amount
from welfsim.compiled import rule
from welfsim.vocabulary.codes import HealthGroup, Job
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import State


@rule(inlined=True)
def reduction_on_credit(household: Household, claim: Claim, means: Means, paid: int, policy: Policy) -> int:
    """Return the Council Tax Reduction of a unit on Universal Credit: tapered by what it has above its maximum amount.

    None is due on savings above their limit, where the claim has no element.
    """
    if claim.elements.standard_allowance == 0:
        return 0
    needs = maximum_amount(claim.elements) + claim.transitional
    income = total_means(means) + claim.assumed_income + paid
    return tapered_reduction(household.outgoings.most_reduction, income - needs, policy.council_tax)


@rule(inlined=True)
def council_tax_reduction(household: Household, on_uc: bool, policy: Policy) -> int:
    """Return a unit's Council Tax Reduction as things are: all of it on income-related ESA, none without an award."""
    if household_income_related_esa(household, policy) > 0:
        return household.outgoings.most_reduction
    if not on_uc:
        return 0
    claimants = on_universal_credit(household)
    claim, means = household_claim(claimants, policy), household_means(household, policy)
    return reduction_on_credit(household, claim, means, award(claim, means, policy), policy)


@rule(inlined=True)
def left_to_live_on(household: Household, on_uc: bool, policy: Policy) -> int:
    """Return what a unit has a month, Council Tax Reduction included, less what it pays for childcare."""
    means = household_means(household, policy)
    own = total_means(means) - household_childcare_costs(household, policy)
    if on_uc:
        claim = household_claim(household, policy)
        credit = award(claim, means, policy)
        reduction = reduction_on_credit(household, claim, means, credit, policy)
        rent = household_housing_benefit(household, 0, credit, policy)
        return own + credit + rent + reduction + household_child_payment(household, credit, policy)
    esa = household_income_related_esa(household, policy)
    reduction = household.outgoings.most_reduction if esa > 0 else 0
    rent = household_housing_benefit(household, esa, 0, policy)
    return own + esa + rent + reduction + household_child_payment(household, esa, policy)


@rule(inlined=True)
def household_gain(household: Household, is_first: bool, gross: int, hours: float, on_uc: bool, policy: Policy) -> int:
    """Return by how much a month a unit would be better off with one adult, the first or the second, in a job.

    The job's pay less tax and National Insurance, less ESA, its Housing Benefit and Carer's Allowance lost, less the
    fall in the award and in Scotland of what comes with it for children, the rise in childcare costs and the fall in
    Council Tax Reduction. A unit off Universal Credit is taken to stay off, without a reduction. One on income-related
    ESA keeps it with the claimant's permitted work and moves to Universal Credit with a larger job, or with a
    partner's. Travel, Tax-Free Childcare, passported help and the tax on benefits are left out. The gain may be
    negative.
    """
    return gain_of(household, with_job(household, is_first, gross, hours), is_first, on_uc, policy)


@rule(inlined=True)
def gain_of(household: Household, working: Household, is_first: bool, on_uc: bool, policy: Policy) -> int:
    """Return by how much a month a unit would be better off as `working`, with one adult in a job."""
    before = left_to_live_on(household, on_uc, policy)
    keeps = holds_income_related(working.first if is_first else working.second, policy)
    if not on_uc and not keeps and household_income_related_esa(household, policy) > 0:
        working, on_uc = on_universal_credit(working), True
    return left_to_live_on(working, on_uc, policy) - before


@rule
def gain_to_work(state: State, i: int, policy: Policy, month: int) -> int:
    """Return by how much a month person `i`, out of work, would make the unit better off with a job.

    The job is full-time or part-time as the person would take it, at the pay of its first month. A full-time job ends
    care.
    """
    person, unit, j = state.person, state.unit, whole(state.person.unit[i])
    law = law_of_unit(state, j, policy)
    household = household_of(state, j, law, month)
    job = Job.PART_TIME.value if person.hours_part_time[i] else Job.FULL_TIME.value
    gross = pay_in_job(person, i, job, 0, law, month)
    hours = hours_in_job(person, i, job, 0, law, month)
    is_first = i == unit.first_person[j]
    working = with_job(household, is_first, gross, hours)
    if job == Job.FULL_TIME:
        working = without_care(working, is_first)
    return gain_of(household, working, is_first, unit.uc_since[j] > 0, law)


@rule(inlined=True)
def gain_from_element(household: Household, is_first: bool, month: int, policy: Policy) -> int:
    """Return by how much a month one adult's LCWRA, asked for in some month, would raise the unit's award.

    The element at the rate of a new claim, its work allowance and the end of the benefit cap; nothing where a partner
    brings the element already.
    """
    a, credit = household.first if is_first else household.second, policy.universal_credit
    payable = lcwra_payable_from(month, False, False, credit)
    found = with_incapacity(
        a,
        Incapacity(
            esa_kind=a.incapacity.esa_kind,
            esa_group=a.incapacity.esa_group,
            esa_since=a.incapacity.esa_since,
            health_group=HealthGroup.LCWRA.value,
            fit_note_since=month,
            lcwra_paid=True,
            lcwra_protected=holds_protected_rate(month, payable, False, False, credit),
            awaits_element=False,
        ),
    )
    first, second = (found, household.second) if is_first else (household.first, found)
    means, with_element = household_means(household, policy), with_adults(household, first, second)
    before = award(household_claim(household, policy), means, policy)
    return award(household_claim(with_element, policy), means, policy) - before
