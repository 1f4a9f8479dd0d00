"""The working of the elements of an award: sums that can be repeated by hand, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from welfsim.advice.amounts import care_for_one_person, leaves_temporary_accommodation
from welfsim.advice.case import Case, CaseAdult
from welfsim.advice.working import RENT, Working, money, notes, plus
from welfsim.awards.budget import Income, household_claim
from welfsim.awards.household import Household, is_couple, is_young
from welfsim.awards.transitional import erosion, limited_total, rises
from welfsim.awards.universal_credit import children_counted, disabled_children
from welfsim.months import show_month
from welfsim.vocabulary.parameters import Policy
from welfsim.wording.values import MINUS

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


def standard_allowance(household: Household) -> Working:
    """Say which allowance it is."""
    young = is_young(household)
    if is_couple(household):
        return Working(note="a couple, both under 25" if young else "a couple, not both under 25")
    return Working(note="single, under 25" if young else "single, 25 or over")


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
        ),
    )


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


def housing_benefit(income: Income, household: Household) -> Working:
    """Say how Housing Benefit comes about: on income-related ESA, or in temporary accommodation."""
    if not household.home.is_temporary:
        return RENT
    if income.housing_benefit:
        return Working(note="rent of temporary accommodation as given; all of it on Universal Credit (SI 2006/213)")
    return Working(note="without Universal Credit it depends on income, which is left out: ask the council")


def lcwra(adults: Sequence[tuple[str, CaseAdult]], is_one_rate: bool, policy: Policy) -> Working:
    """Say who brings the element, and what the rate rests on."""
    return Working(
        note=notes(
            *(": ".join(filter(None, (name, _found(adult, is_one_rate, policy)))) for name, adult in adults),
            "one element for a couple, the higher (UC Regs 2013 reg 27(4))" if len(adults) > 1 else "",
        )
    )


def _found(adult: CaseAdult, is_one_rate: bool, policy: Policy) -> str:
    """Name the facts of a finding of LCWRA."""
    if adult.esa == "income-related":
        return f"moved from income-related ESA, since {show_month(adult.esa_since or 0)}"
    since, new = adult.fit_note or 0, policy.universal_credit.new_rate_from
    side = "" if is_one_rate else f", {'before' if since < new else 'not before'} {show_month(new)}"
    facts = {"severe conditions": adult.severe_conditions, "terminally ill": adult.terminally_ill}
    facts["moved from ESA"] = adult.from_esa
    return ", ".join([f"first fit note {show_month(since)}{side}", *(fact for fact, holds in facts.items() if holds)])


def cap_grace(case: Case) -> Working:
    """Say what the months without a benefit cap rest on."""
    known = all(adult.job_pay is not None or adult.job_ended is None for adult in case.adults)
    return Working(
        note=notes(
            "none in the nine months after a job ended or its pay fell (UC Regs 2013 reg 82(2))",
            "" if known else "the job is taken to have paid enough in each of the 12 months before: give job_pay",
            "pay that fell brings them to who was on Universal Credit then"
            if any(adult.pay_fell_in is not None for adult in case.adults)
            else "",
        )
    )
