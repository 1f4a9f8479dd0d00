"""The working of the elements of an award: sums that can be repeated by hand, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from welfsim.advice.amounts import care_for_one_person, leaves_temporary_accommodation
from welfsim.advice.case import Case, birth
from welfsim.advice.claimants import grounds
from welfsim.advice.housing import counted_non_dependants, rent
from welfsim.advice.working import (
    Working,
    money,
    notes,
    percent,
    plus,
    pounds,
)
from welfsim.awards.budget import (
    Income,
    household_claim,
)
from welfsim.awards.household import Household, is_joint, is_young
from welfsim.awards.housing import spare_room_share
from welfsim.awards.paid_care import household_childcare_element, meets_work_condition
from welfsim.awards.transitional import erosion, limited_total, rises
from welfsim.awards.universal_credit import (
    APRIL_2017,
    child_elements,
    children_counted,
    disabled_children,
)
from welfsim.months import MONTHS_A_YEAR, show_month
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import MINUS, counted

NO_HOUSING = Working(note="none for leavers of care under 18 (UC Regs 2013 Sch 4 para 4)")
TEMPORARY = Working(
    note="none in temporary accommodation, where Housing Benefit pays the rent (UC Regs 2013 Sch 1 para 3B); the lower "
    "work allowance still holds (TP Regs 2014 reg 5A)"
)
RISES = {
    "standard_allowance": "standard allowance",
    "child": "child elements",
    "disabled_child": "disabled child additions",
    "housing": "housing element",
    "carer": "carer element",
    "health": "LCW or LCWRA element",
}


def standard_allowance(household: Household, case: Case) -> Working:
    """Say which allowance it is, and who may claim but for the usual grounds or may not claim."""
    young = is_young(household)
    if is_joint(household):
        which = "a couple, both under 25" if young else "a couple, not both under 25"
    else:
        which = "single, under 25" if young else "single, 25 or over"
    return Working(note=notes(which, *grounds(case)))


def child(household: Household, case: Case, policy: Policy) -> Working:
    """Return the elements child by child, from the eldest."""
    p, children = policy.universal_credit, household.children
    counted = children_counted(children.number, children.before_limit, children.excepted, p)
    exceptions = dict.fromkeys(each.two_child_exception for each in case.children if each.two_child_exception != "none")
    first = p.child_first_before_2017 if children.before_limit else p.child
    amounts = [first] + [p.child] * (counted - 1)
    return Working(
        plus(map(money, amounts)),
        notes(
            "from the eldest" if children.number > 1 else "",
            "more for a first child born before April 2017" if first > p.child else "",
            "none for a third or later child born since April 2017" if counted < children.number else "",
            f"{children.excepted} by exception to the two-child limit (UC Regs Sch 12): {', '.join(exceptions)}"
            if children.excepted and p.two_child_limit
            else "",
            _month_of_birth(household, case, policy),
        ),
    )


def _month_of_birth(household: Household, case: Case, policy: Policy) -> str:
    """Say which month of birth was taken of a child given by age, where another month would bring more."""
    either = [
        (number, birth(child, case.month))
        for number, child in enumerate(case.children, 1)
        if child.born is None and birth(child, case.month) - MONTHS_A_YEAR < APRIL_2017 - 1 < birth(child, case.month)
    ]
    children, p = household.children, policy.universal_credit
    taken, earlier = (
        child_elements(children.number, before, children.excepted, p)
        for before in (children.before_limit, children.before_limit + len(either))
    )
    if earlier == taken:
        return ""
    named = " and ".join(f"child {number} to be born in {show_month(born)}" for number, born in either)
    more = money(earlier - taken)
    return f"taken by age: {named}; {more} a month more if born before April 2017: give the month of birth"


def disabled_child(household: Household, case: Case, policy: Policy) -> Working:
    """Return the additions by their rate."""
    p = policy.universal_credit
    counted = disabled_children(
        household.children.disabled_lower, household.children.disabled_higher, len(case.children)
    )
    rates = [
        (number, rate, name)
        for number, rate, name in (
            (counted.higher, p.disabled_child_higher, "higher"),
            (counted.lower, p.disabled_child_lower, "lower"),
        )
        if number
    ]
    return Working(
        plus(f"{number} × {money(rate)}" for number, rate, _ in rates),
        f"{' and '.join(name for *_, name in rates)} rate",
    )


def housing(case: Case) -> Working:
    """Return the rent, less what spare rooms and other adults of the home take."""
    steps, p = rent(case), case.policy.universal_credit
    spare, others = f"{money(steps.spare_rooms)}", f"{counted_non_dependants(case)} × {money(p.non_dependant)}"
    others = others if steps.non_dependants == counted_non_dependants(case) * p.non_dependant else "all of the rest"
    taken = [spare] * bool(steps.spare_rooms) + [others] * bool(steps.non_dependants)
    spared = len(case.non_dependants) - counted_non_dependants(case)
    basis = "rent as given, taken to be what counts after Local Housing Allowance"
    if case.lha is not None:
        above = case.lha < case.rent
        basis = (
            f"Local Housing Allowance, less than the rent of {pounds(100 * case.rent)}" if above else "rent as given"
        )
        basis += "" if above else f", within Local Housing Allowance of {pounds(100 * case.lha)}"
    return Working(
        f" {MINUS} ".join([money(steps.eligible), *taken]) if taken else "",
        notes(
            basis,
            f"{percent(spare_room_share(case.spare_rooms, p))} less for {counted(case.spare_rooms, 'spare room')}"
            if case.spare_rooms
            else "",
            "a housing cost contribution for each other adult of 21 or over (Sch 4 para 14)" if others in taken else "",
            f"none for {spared} of them (Sch 4 paras 15 and 16)" if spared else "",
        ),
    )


def housing_benefit(income: Income, household: Household, case: Case) -> Working:
    """Return the rent, less what the benefit cap takes; or why it is paid in temporary accommodation."""
    paid, met, basis = income.housing_benefit, rent(case).met, housing(case)
    if household.home.is_temporary and not income.income_related_esa:
        if paid:
            return Working(note="rent of temporary accommodation as given; all of it on Universal Credit (SI 2006/213)")
        return Working(note="without Universal Credit it depends on income, which is left out: ask the council")
    if paid == met:
        return basis
    over = money(met - paid)
    return Working(
        f"{money(met)} {MINUS} {over}", notes(basis.note, f"the benefit cap takes {over} (SI 2006/213 reg 75A)")
    )


def carer(paid: int, carers: Sequence[str], case: Case, policy: Policy) -> Working:
    """Return how many carers bring the element; one who brings the LCWRA element does not."""
    rate = policy.universal_credit.carer
    number = round(paid / rate)
    unclaimed = [adult for adult in case.adults if adult.carer and not adult.carers_allowance_claimed]
    return Working(
        f"{number} × {money(rate)}" if number else "",
        notes(
            " and ".join(carers),
            "none for the one who brings the LCWRA element (UC Regs 2013 reg 29)" if number < len(carers) else "",
            "one element and one allowance for two carers of one person, here of adult 1 (UC Regs 2013 reg 29(2), "
            "SSCBA 1992 s.70(7)): put first the one who is to have them"
            if care_for_one_person(case)
            else "",
            "Carer's Allowance is not claimed, so not taken from the award" if unclaimed else "",
        ),
    )


def childcare(household: Household, policy: Policy) -> Working:
    """Return the share of the costs that the element meets, its highest amount, or why there is none."""
    p, care = policy.universal_credit, household.outgoings.care
    if not meets_work_condition(household):
        return Working(note="none while no adult works, or one could care for the children (UC Regs 2013 reg 32)")
    share = f"{percent(p.childcare_share)} of {money(care.full_time)}"
    most = p.childcare_most_more if care.children > 1 else p.childcare_most_one
    limit = f"at most {money(most)} for {'one child' if care.children == 1 else 'two or more children'}"
    if household_childcare_element(household, policy) < most:
        return Working(share, limit)
    return Working(money(most), f"{limit}; {share} is more")


def transitional(household: Household, case: Case, policy: Policy) -> Working:
    """Return the transitional element as given, less what the other elements rose by."""
    before, now = household.last_month, household_claim(household, policy).limited
    given, rise = money(household.transitional_element), erosion(before, now)
    exempt = (
        "the first housing element after temporary accommodation erodes nothing (TP Regs 2014 reg 55(5A))"
        if leaves_temporary_accommodation(case)
        else ""
    )
    if rise == 0:
        return Working(given, notes("as given; no rise of the other elements erodes it", exempt))
    if case.last_month is None:
        taken = [f"({money(limited_total(now))} {MINUS} {money(limited_total(before))})"]
        why = "the rise of the other elements together; give last_month to have the rise of each, which the law counts"
    else:
        taken = [f"{RISES[kind]} {money(rose)}" for kind, rose in rises(before, now)._asdict().items() if rose]
        why = "what each other element rose by"
    if rise >= household.transitional_element:
        return Working("", notes(f"{given}, eroded in full by {why}: {plus(taken)}", exempt))
    return Working(f" {MINUS} ".join([given, *taken]), notes(f"eroded by {why}", exempt))
