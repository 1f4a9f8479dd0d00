"""What a job would add: the income of a unit with one adult in a job, less what the job costs it."""

from __future__ import annotations

from welfsim.awards.budget import (
    Claim,
    Means,
    award,
    holds_income_related,
    household_childcare_costs,
    household_childcare_element,
    household_claim,
    household_income_related_esa,
    household_means,
    on_universal_credit,
    total_means,
)
from welfsim.awards.council_tax import tapered_reduction
from welfsim.awards.employment_support import housing_benefit
from welfsim.awards.household import Household, at_work, read_household, whole, with_adults
from welfsim.awards.pay import monthly_pay, weekly_hours
from welfsim.awards.universal_credit import Elements, maximum_amount
from welfsim.compiled import rule
from welfsim.vocabulary.codes import Job
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import BenefitUnits, Districts, Persons


@rule
def with_childcare(claim: Claim, element: int) -> Claim:
    """Return a claim with another childcare element, which nothing else in it depends on."""
    e = claim.elements
    elements = Elements(
        e.standard_allowance,
        e.child,
        e.disabled_child,
        e.housing,
        e.carer,
        e.lcw,
        e.lcwra_protected,
        e.lcwra_new,
        element,
    )
    return Claim(
        elements,
        claim.transitional,
        claim.work_allowance,
        claim.assumed_income,
        claim.capped,
        claim.cap,
        claim.child_benefit,
    )


@rule
def reduction_on_credit(household: Household, claim: Claim, means: Means, paid: int, policy: Policy) -> int:
    """Return the Council Tax Reduction of a unit on Universal Credit: tapered by what it has above its maximum amount.

    None is due on savings above their limit, where the claim has no element.
    """
    if claim.elements.standard_allowance == 0:
        return 0
    needs = maximum_amount(claim.elements) + claim.transitional
    income = total_means(means) + claim.assumed_income + paid
    return tapered_reduction(household.outgoings.most_reduction, income - needs, policy.council_tax)


@rule
def council_tax_reduction(household: Household, on_uc: bool, policy: Policy) -> int:
    """Return a unit's Council Tax Reduction as things are: all of it on income-related ESA, none without an award."""
    if household_income_related_esa(household, policy) > 0:
        return household.outgoings.most_reduction
    if not on_uc:
        return 0
    claimants = on_universal_credit(household)
    claim, means = household_claim(claimants, policy), household_means(household, policy)
    return reduction_on_credit(household, claim, means, award(claim, means, policy), policy)


@rule
def household_gain(household: Household, is_first: bool, gross: int, hours: float, on_uc: bool, policy: Policy) -> int:
    """Return by how much a month a unit would be better off with one adult, the first or the second, in a job.

    The job's pay less tax and National Insurance, less ESA, its Housing Benefit and Carer's Allowance lost, less the
    fall in the award, the rise in childcare costs and the fall in Council Tax Reduction. A unit off Universal Credit is
    taken to stay off, without a reduction. One on income-related ESA keeps it with the claimant's permitted work and
    moves to Universal Credit with a larger job, or with a partner's. Travel, Tax-Free Childcare and passported help are
    left out. The gain may be negative.
    """
    first, second = household.first, household.second
    if is_first:
        first = at_work(first, gross, hours)
    else:
        second = at_work(second, gross, hours)
    working = with_adults(household, first, second)
    before, esa = household_means(household, policy), household_income_related_esa(household, policy)
    care = household_childcare_costs(working, policy) - household_childcare_costs(household, policy)
    keeps = esa > 0 and holds_income_related(first if is_first else second, policy)
    if keeps or (esa == 0 and not on_uc):
        return total_means(household_means(working, policy)) - total_means(before) - care
    moved = on_universal_credit(working)
    claim, after = household_claim(moved, policy), household_means(moved, policy)
    if esa > 0:
        lost = esa + housing_benefit(esa, household.home.rent) + household.outgoings.most_reduction
    else:
        earlier = with_childcare(claim, household_childcare_element(household, policy))
        paid = award(earlier, before, policy)
        lost = paid + reduction_on_credit(household, earlier, before, paid, policy)
    credit = award(claim, after, policy)
    credit += reduction_on_credit(working, claim, after, credit, policy)
    return total_means(after) + credit - total_means(before) - lost - care


@rule
def gain_to_work(person: Persons, unit: BenefitUnits, place: Districts, i: int, policy: Policy, month: int) -> int:
    """Return by how much a month person `i`, out of work, would make the unit better off with a job.

    The job is full-time or part-time as the person would take it, at the pay of its first month.
    """
    j = whole(person.unit[i])
    household = read_household(person, unit, place, j, policy, month)
    job = Job.PART_TIME.value if person.hours_part_time[i] else Job.FULL_TIME.value
    gross = monthly_pay(int(person.hourly_pay[i]), job, 0, policy.economy.earnings_index, policy.pay)
    hours = weekly_hours(job, policy.pay)
    return household_gain(household, i == unit.first_person[j], gross, hours, unit.uc_since[j] > 0, policy)
