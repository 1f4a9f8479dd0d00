"""When a unit's work needs paid childcare, what that costs, and the element for it (UC Regs regs 31 to 36)."""

from __future__ import annotations

from welfsim.awards.brought import has_limited_capability
from welfsim.awards.childcare import care_cost, childcare_element
from welfsim.awards.household import Adult, Household, cares, is_claimant, is_counted
from welfsim.compiled import rule
from welfsim.vocabulary.parameters import Policy


@rule(inlined=True)
def is_in_work(adult: Adult) -> bool:
    """Say whether an adult of the unit is in paid work."""
    return is_counted(adult) and adult.work.gross_pay > 0


@rule(inlined=True)
def can_care_for_children(adult: Adult) -> bool:
    """Say whether neither work, limited capability for work nor a disabled person keeps an adult from childcare.

    UC Regs reg 32(1)(b). An adult who is away for a time, and the two months after a job (2)(a), are left out.
    """
    return is_counted(adult) and not (is_in_work(adult) or has_limited_capability(adult) or cares(adult))


@rule(inlined=True)
def meets_work_condition(household: Household) -> bool:
    """Say whether a unit needs childcare for work: a claimant works, and the other cannot give it (UC Regs reg 32)."""
    a, b = household.first, household.second
    if not ((is_claimant(a) and is_in_work(a)) or (is_claimant(b) and is_in_work(b))):
        return False
    return not (can_care_for_children(a) or can_care_for_children(b))


@rule(inlined=True)
def fewest_hours(a: Adult, b: Adult) -> float:
    """Return the hours a week in which all who work of two adults are at work."""
    if not is_in_work(a):
        return b.work.weekly_hours
    return min(a.work.weekly_hours, b.work.weekly_hours) if is_in_work(b) else a.work.weekly_hours


@rule(inlined=True)
def household_childcare_costs(household: Household, policy: Policy) -> int:
    """Return what a unit pays a month for childcare that its work needs."""
    care = household.outgoings.care
    if care.children == 0 or not meets_work_condition(household):
        return 0
    return care_cost(care, fewest_hours(household.first, household.second), policy.pay)


@rule(inlined=True)
def household_childcare_element(household: Household, policy: Policy) -> int:
    """Return the childcare element of a unit (UC Regs regs 31 to 36)."""
    costs = household_childcare_costs(household, policy)
    return childcare_element(costs, household.outgoings.care.children, policy.universal_credit)
