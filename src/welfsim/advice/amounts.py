"""What a described household says of amounts: whose care counts, exceptions, grace from the cap, last month's award."""

from __future__ import annotations

from collections.abc import Iterator

from welfsim.advice.case import CHILDREN_WITHOUT_ORDER, Case, CaseChild, birth
from welfsim.advice.kinds import in_pence
from welfsim.awards.household import Household, is_counted
from welfsim.awards.tax import net_pay
from welfsim.awards.transitional import LimitedElements, limited_total
from welfsim.awards.universal_credit import (
    CHILDREN_WITHIN_LIMIT,
    is_born_before_limit,
    is_in_cap_grace,
    minimum_cap_exemption,
)
from welfsim.policy import FIRST_MONTH
from welfsim.vocabulary.parameters import Policy

# ---------------------------------------------------------------------------------------------- carers


def care_for_one_person(case: Case) -> bool:
    """Say whether both adults care for one and the same person, by the name that the household gives."""
    names = [" ".join(adult.cares_for.casefold().split()) for adult in case.adults if adult.carer]
    return len(names) == 2 and names[0] == names[1] != ""


def is_carer(number: int, case: Case) -> bool:
    """Say whether an adult counts as a carer: of two who care for one person the first one named.

    They have one element and one allowance, for the one whom they choose (UC Regs reg 29(2) and (3), SSCBA s.70(7)).
    """
    return case.adults[number - 1].carer and not (number == 2 and care_for_one_person(case))


# --------------------------------------------------------------------------------------------- children


def counted_children(case: Case) -> tuple[CaseChild, ...]:
    """Return the children, eldest first, who count while the two-child limit stands (UC Regs regs 24A, 24B, Sch 12).

    Two count, all born before April 2017, and those with an exception. Adopted children and those in non-parental care
    take no place in the order. Of a multiple birth the first one takes a place as any child does.
    """
    ordered = sorted(
        case.children, key=lambda child: (birth(child, case.month), child.two_child_exception == "multiple birth")
    )
    return tuple(_counted(ordered, case.month))


def _counted(ordered: list[CaseChild], month: int) -> Iterator[CaseChild]:
    place, born_last = 0, 0
    for child in ordered:
        born, exception = birth(child, month), child.two_child_exception
        if exception in CHILDREN_WITHOUT_ORDER:
            yield child
            continue
        excepted = born == born_last if exception == "multiple birth" else exception != "none"
        if place < CHILDREN_WITHIN_LIMIT or is_born_before_limit(born) or excepted:
            yield child
        place, born_last = place + 1, born


def excepted_children(case: Case) -> int:
    """Return how many children count through an exception alone, beyond those within the two-child limit."""
    before = sum(bool(is_born_before_limit(birth(child, case.month))) for child in case.children)
    within = min(len(case.children), max(before, CHILDREN_WITHIN_LIMIT))
    return len(counted_children(case)) - within


# ------------------------------------------------------------------------------------------ benefit cap


def has_cap_grace(number: int, case: Case) -> bool:
    """Say whether an adult's grace from the benefit cap runs: after a job ended, or pay fell in a job that goes on.

    A fall of pay brings it to who was on Universal Credit then (UC Regs reg 82(2)(a)).
    """
    adult = case.adults[number - 1]
    began, ended, fell = adult.job_began or 0, adult.job_ended, adult.pay_fell_in
    after_job = ended is not None and _is_in_grace(number, began, ended, adult.job_pay, case)
    was_on_credit = case.uc_claimed is None or (fell is not None and case.uc_claimed < fell)
    after_fall = fell is not None and was_on_credit and _is_in_grace(number, began, fell, adult.pay_before, case)
    return after_job or after_fall


def _is_in_grace(number: int, since: int, until: int, paid: float | None, case: Case) -> bool:
    """Say whether grace runs after earnings of some pounds a month; pay that is not known is taken to be enough."""
    law = case.law.policy(max(FIRST_MONTH, until - 1))
    if paid is None:
        earned = int(minimum_cap_exemption(law.benefit_cap, law.pay))
    else:
        earned = sum(_net(each, case, law) for each in (paid, *_steady_pay_of_partner(number, until, case, law)))
    return bool(is_in_cap_grace(since, until, earned, case.month, law.benefit_cap, law.pay))


def _net(paid: float, case: Case, law: Policy) -> int:
    return int(net_pay(in_pence(paid), case.region == "scotland", law.tax))


def _steady_pay_of_partner(number: int, until: int, case: Case, law: Policy) -> Iterator[float]:
    """Yield the pay of a partner in a job of 12 months before and still: a couple's earnings count together."""
    for place, other in enumerate(case.adults, 1):
        is_steady = other.job_began is not None and until - other.job_began >= law.benefit_cap.grace_job_months
        if place != number and is_steady and other.job_ended is None and other.pay_fell_in is None:
            yield other.pay


# ------------------------------------------------------------------------------------------- last month


def leaves_temporary_accommodation(case: Case) -> bool:
    """Say whether the first housing element after temporary accommodation is due this month.

    It is no rise that erodes the transitional element (TP Regs reg 55(5A), since June 2025; before that SSWP v JA
    [2024] UKUT 52).
    """
    began_before = case.last_month is not None and case.last_month.housing > 0
    return case.left_temporary_accommodation == case.month and not began_before


def last_month(case: Case, household: Household, now: LimitedElements) -> LimitedElements:
    """Return the elements of last month's award, given those of this one.

    Where only their sum is given, its whole rise is taken to lie in the standard allowance.
    """
    housing = now.housing if leaves_temporary_accommodation(case) else 0
    told = case.last_month
    if told is None:
        rise = limited_total(now) - housing - in_pence(case.elements_last_month)
        return now._replace(standard_allowance=now.standard_allowance - rise)
    first_cares, first_health = _by_the_first(household, now)
    carer, health = in_pence(told.carer_element), in_pence(told.health_element)
    of_first = round(carer * first_cares)
    return LimitedElements(
        standard_allowance=in_pence(told.standard_allowance),
        child=in_pence(told.child_elements),
        disabled_child=in_pence(told.disabled_child_additions),
        housing=in_pence(told.housing) + housing,
        first_carer=of_first,
        second_carer=carer - of_first,
        first_health=health if first_health else 0,
        second_health=0 if first_health else health,
    )


def _by_the_first(household: Household, now: LimitedElements) -> tuple[float, bool]:
    """Return the first adult's share of last month's carer elements, and whether that adult brought the health element.

    The carer elements are taken to be those of who cares now, the health element that of who brings it now. Otherwise
    each is the other adult's, so that what changed for two people is not netted.
    """
    first, second = household.first, household.second
    if not is_counted(second):
        return 1.0, True
    is_firsts = now.first_health > 0 or (now.second_health == 0 and not first.care.is_carer)
    if first.care.is_carer != second.care.is_carer:
        return float(first.care.is_carer), is_firsts
    return (0.5 if first.care.is_carer else float(not is_firsts)), is_firsts
