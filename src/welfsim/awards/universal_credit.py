"""Universal Credit by the month: the elements, the deductions, and the award they leave (WRA 2012 s.8).

"UC Regs" are the Universal Credit Regulations 2013 (SI 2013/376), "TP Regs" the Universal Credit
(Transitional Provisions) Regulations 2014 (SI 2014/1230). Left out: surplus earnings, sanctions, advances and
repayments. What spare bedrooms and other adults take from a rent comes off before it is given.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.money import pence
from welfsim.awards.pay import minimum_wage_earnings
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.months import month as month_number
from welfsim.vocabulary.parameters import BenefitCap, Pay, UniversalCredit

APRIL_2017 = month_number(2017, 4)
SEPTEMBER = 8
COUNTS_TO = 19
CHILDREN_WITHIN_LIMIT = 2
POUND = 100
MINIMUM_AMOUNT = 1


class Elements(NamedTuple):
    """The elements of an award but the transitional one, in pence."""

    standard_allowance: int
    child: int
    disabled_child: int
    housing: int
    carer: int
    lcw: int
    lcwra_protected: int
    lcwra_new: int
    childcare: int


class DisabledChildren(NamedTuple):
    """How many children bring an addition at each rate."""

    lower: int
    higher: int


class Deductions(NamedTuple):
    """What is taken from the elements, in pence; `excess`, 0 or negative, is what lies beyond them."""

    earnings: int
    unearned_income: int
    capital: int
    benefit_cap: int
    excess: int


@rule
def standard_allowance(couple: bool, under_25: bool, p: UniversalCredit) -> int:
    """Return the standard allowance; a couple is under 25 when both are (UC Regs reg 36)."""
    if couple:
        return p.standard_couple_under_25 if under_25 else p.standard_couple
    return p.standard_single_under_25 if under_25 else p.standard_single


@rule
def is_dependent(birth: int, month: int, dependent_until: int) -> bool:
    """Say whether a child is born and not yet grown; a birth in month 0 is no child (UC Regs reg 5)."""
    return 0 < birth <= month < birth + dependent_until


@rule
def september_after(birth: int, years: int) -> int:
    """Return the first September after the month of a birthday."""
    birthday = birth + years * MONTHS_A_YEAR
    return birthday + 1 + (SEPTEMBER - birthday - 1) % MONTHS_A_YEAR


@rule
def counts_in_education_until(birth: int) -> int:
    """Return the month from which a young person in education no longer counts: September after 19 (UC Regs reg 5)."""
    return september_after(birth, COUNTS_TO)


@rule
def is_born_before_limit(birth: int) -> bool:
    """Say whether a child was born before April 2017 (UC Regs regs 24A and 36)."""
    return birth < APRIL_2017


@rule
def is_excepted_twin(place: int, birth: int, before: int) -> bool:
    """Say whether a child, in a place from the eldest on, is excepted as one more of a birth (UC Regs Sch 12 para 2).

    `before` is the month of birth of the child before. The first child of the birth is not excepted.
    """
    return place > CHILDREN_WITHIN_LIMIT and birth == before and not is_born_before_limit(birth)


@rule
def children_counted(number: int, before_limit: int, excepted: int, p: UniversalCredit) -> int:
    """Return how many children bring an element (UC Regs regs 24, 24A and 24B).

    While the two-child limit stands these are two, or all born before April 2017 if they are more, and those excepted.
    """
    within = max(before_limit, CHILDREN_WITHIN_LIMIT) + excepted
    return min(number, within) if p.two_child_limit else number


@rule
def child_elements(number: int, before_limit: int, excepted: int, p: UniversalCredit) -> int:
    """Return the elements of all children (UC Regs reg 36); the first brings more if born before April 2017."""
    if number == 0:
        return 0
    first = p.child_first_before_2017 if before_limit > 0 else p.child
    return first + (children_counted(number, before_limit, excepted, p) - 1) * p.child


@rule
def disabled_children(lower: int, higher: int, children: int) -> DisabledChildren:
    """Return how many children bring an addition: no more than there are, the higher rate first."""
    at_higher = min(higher, children)
    return DisabledChildren(min(lower, children - at_higher), at_higher)


@rule
def disabled_child_addition(lower: int, higher: int, children: int, p: UniversalCredit) -> int:
    """Return the additions for disabled children, paid whether or not the child element is (UC Regs reg 24(2))."""
    counted = disabled_children(lower, higher, children)
    return counted.higher * p.disabled_child_higher + counted.lower * p.disabled_child_lower


@rule
def brings_lcw_element(fit_note_since: int, p: UniversalCredit) -> bool:
    """Say whether limited capability for work brings an element: only spells from before it ended.

    Employment and Support Allowance and Universal Credit (Miscellaneous Amendments) Regs 2017 (SI 2017/204).
    """
    return fit_note_since < p.lcw_until


@rule
def lcwra_payable_from(fit_note_since: int, on_first_day: bool, without_wait: bool, p: UniversalCredit) -> int:
    """Return the month from which the LCWRA element is payable (UC Regs reg 28(1) and (2)).

    That is the assessment period after the one in which the relevant period ends: the fifth of the fit note, the fourth
    if the note came on a period's first day. There is no wait in terminal illness, nor after ESA with a component
    (reg 28(5), TP Regs reg 19).
    """
    if without_wait:
        return fit_note_since
    return fit_note_since + p.relevant_period + (0 if on_first_day else p.months_to_next_period)


@rule
def payable_from_age(element_from: int, birth_month: int, p: UniversalCredit) -> int:
    """Return the month from which an LCWRA element is paid to someone who may be too young for it as yet.

    In law it is paid from 16 to whoever may claim (UC Regs reg 8); a higher age is a reform.
    """
    return max(element_from, birth_month + p.health_element_from_age * MONTHS_A_YEAR)


@rule
def holds_protected_rate(
    asked_since: int, payable_from: int, lifelong: bool, from_esa: bool, p: UniversalCredit
) -> bool:
    """Say whether LCWRA is paid at the protected rate (UC Regs reg 27A and Schedule 5A).

    `asked_since` is the month by which Universal Credit had been claimed and an assessment asked for, in an award that
    has gone on since but for gaps of up to six months. One before the new rate protects (SI 2026/113). As the Act was
    passed, `protection_needs_payment`, the element must have been payable before the new rate. The severe conditions
    criteria and terminal illness protect too, and so does `from_esa`: ESA of either kind with the support component
    from before the new rate, without a break until the element (Schedule 5A para 5).
    """
    begun = payable_from if p.protection_needs_payment else asked_since
    return begun < p.new_rate_from or lifelong or from_esa


@rule
def maximum_amount(elements: Elements) -> int:
    """Return the sum of all elements but the transitional one (WRA 2012 s.8)."""
    children = elements.child + elements.disabled_child + elements.childcare
    basic = elements.standard_allowance + children + elements.housing + elements.carer
    return basic + health_amount(elements)


@rule
def health_amount(elements: Elements) -> int:
    """Return the LCW and LCWRA elements together (UC Regs reg 27)."""
    return elements.lcw + elements.lcwra_protected + elements.lcwra_new


@rule
def work_allowance(children: int, limited_capability: bool, housing_met: bool, p: UniversalCredit) -> int:
    """Return the work allowance of a unit with a child or limited capability for work (UC Regs reg 22).

    It is the lower one where the housing element meets the rent, or Housing Benefit in temporary accommodation (TP
    Regs reg 5A).
    """
    if children == 0 and not limited_capability:
        return 0
    return p.work_allowance_with_housing if housing_met else p.work_allowance_without_housing


@rule
def earnings_deduction(net_pay: int, allowance: int, p: UniversalCredit) -> int:
    """Return the taper on net earnings above the work allowance (UC Regs reg 22)."""
    return pence(max(0, net_pay - allowance) * p.taper)


@rule
def exceeds_capital_limit(capital: int, p: UniversalCredit) -> bool:
    """Say whether savings are too high for Universal Credit (UC Regs reg 18)."""
    return capital > p.capital_upper_limit


@rule
def capital_steps(capital: int, p: UniversalCredit) -> int:
    """Return the number of steps of capital above the lower limit, a part counting as one (UC Regs reg 72)."""
    above = max(0, capital - p.capital_lower_limit)
    return (above + p.capital_step - 1) // p.capital_step


@rule
def capital_deduction(capital: int, p: UniversalCredit) -> int:
    """Return the income assumed from the steps of capital above the lower limit (UC Regs reg 72)."""
    return capital_steps(capital, p) * p.capital_income


@rule
def annual_cap(family: bool, london: bool, p: BenefitCap) -> int:
    """Return the benefit cap of a year; a family is a couple or has children (UC Regs reg 80A)."""
    if london:
        return p.family_london if family else p.single_london
    return p.family if family else p.single


@rule
def cap_limit(family: bool, london: bool, p: BenefitCap) -> int:
    """Return the benefit cap of a month, a twelfth of the year's (UC Regs reg 80A)."""
    return pence(annual_cap(family, london, p) / MONTHS_A_YEAR)


@rule
def minimum_cap_exemption(p: BenefitCap, pay: Pay) -> int:
    """Return the least earnings that end the benefit cap, rounded down to a pound (UC Regs regs 6(1A) and 82(1))."""
    return minimum_wage_earnings(p.exempt_hours, pay) // POUND * POUND


@rule
def earns_cap_exemption(net_pay: int, p: BenefitCap, pay: Pay) -> bool:
    """Say whether earnings end the benefit cap (UC Regs reg 82(1))."""
    return net_pay >= minimum_cap_exemption(p, pay)


@rule
def is_in_cap_grace(since: int, until: int, net_pay: int, month: int, p: BenefitCap, pay: Pay) -> bool:
    """Say whether the nine months without a cap after earnings fell still run (UC Regs reg 82(2) and (3)).

    Before they fell, earnings must have reached the exception in each of 12 months. `net_pay` is what they were in
    each month from `since`, 0 if not known, to `until`; `pay` holds the minimum wage of those months.
    """
    lasted = since > 0 and until - since >= p.grace_job_months
    return lasted and 0 <= month - until < p.grace_months and earns_cap_exemption(net_pay, p, pay)


@rule
def cap_deduction(award: int, other_benefits: int, childcare: int, limit: int) -> int:
    """Return what the cap takes from an award: the excess of all benefits over it, less the childcare element (reg 81).

    UC Regs reg 81(1)(b) and (2): nothing is taken where the element is as much as the excess.
    """
    return min(award, max(0, award + other_benefits - childcare - limit))


@rule
def payable(award: int) -> int:
    """Return an award that reaches the minimum amount, or nothing (UC Regs reg 17)."""
    return award if award >= MINIMUM_AMOUNT else 0


@rule
def excess(elements: int, taken: int, awaited: int) -> int:
    """Return by how much the deductions exceed the elements, as a negative number or 0.

    Where the award would be nil only because LCWRA awaits an element, the least amount is left (UC Regs reg 28(7)).
    """
    left = elements - taken
    if left <= 0 and left + awaited >= MINIMUM_AMOUNT:
        return left - MINIMUM_AMOUNT
    return min(0, left)
