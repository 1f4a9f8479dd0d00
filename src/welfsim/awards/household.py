"""A benefit unit as the law sees it in one month, in plain numbers.

Only adults who are present or past pension age count. Codes are those of the columns.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.childcare import PaidCare
from welfsim.awards.council_tax import council_tax, most_reduction
from welfsim.awards.transitional import LimitedElements
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import HealthGroup, PipRate
from welfsim.vocabulary.parameters import Policy

AGE_18 = 18 * MONTHS_A_YEAR
AGE_25 = 25 * MONTHS_A_YEAR


class Disability(NamedTuple):
    """The rates of an adult's PIP or ADP; `is_paid` is false after some weeks in hospital.

    `is_severe` says that daily living is paid, nobody else of 18 or over lives there, and nobody is paid to care.
    """

    daily_living: int
    mobility: int
    is_paid: bool
    is_severe: bool


class Terms(NamedTuple):
    """On what terms an adult works: employed or self-employed, and the share of pay that goes into a pension untaxed.

    `threshold` is the gross pay in pence a month that Universal Credit expects of the adult in health, for the minimum
    income floor of a couple; `has_floor` says that the adult's own earnings in work, and in health, are raised to it.
    `trades_at_nil` says
    that no profit is a bad month and not the end of the trade; in a simulation who has no pay is out of work.
    """

    is_self_employed: bool
    pension_share: float
    threshold: int
    has_floor: bool
    trades_at_nil: bool


EMPLOYEE = Terms(is_self_employed=False, pension_share=0.0, threshold=0, has_floor=False, trades_at_nil=False)


class Work(NamedTuple):
    """An adult's job: gross pay in pence a month, 0 out of work, and hours a week, 0 where only the pay is known.

    `has_cap_grace` says that a lasting job ended recently, and before pension age. `share_paid` is the pay of the month
    relative to usual pay, by paydays and hours.
    """

    gross_pay: int
    weekly_hours: float
    has_cap_grace: bool
    terms: Terms
    share_paid: float


class Incapacity(NamedTuple):
    """What an adult's health brings in ESA and in Universal Credit; `lcwra_paid` once the element is payable.

    `awaits_element` says that the relevant period runs, which keeps the element out as yet (UC Regs reg 28).
    """

    esa_kind: int
    esa_group: int
    esa_since: int
    health_group: int
    fit_note_since: int
    lcwra_paid: bool
    lcwra_protected: bool
    awaits_element: bool


class Care(NamedTuple):
    """Whether an adult cares 35 hours a week for someone with a disability benefit, and has claimed the allowance."""

    is_carer: bool
    claims_allowance: bool


class OtherMeans(NamedTuple):
    """An adult's further means in pence a month: pensions, and other income that awards count in full.

    Maternity Allowance ends with work; new-style JSA of a jobseeker is worked out. `spares_cap` says that a benefit
    which the rules do not work out spares the unit the benefit cap (UC Regs reg 83).
    """

    pension: int
    income: int
    spares_cap: bool
    occupational_pension: int
    maternity_allowance: int
    is_jobseeker: bool


class OwnRates(NamedTuple):
    """By how much the elements that an adult brings are above those of the unit's law, in pence a month.

    All 0 unless a scenario's change holds for one adult of a unit and not for the other.
    """

    carer: int
    lcw: int
    lcwra_protected: int
    lcwra_new: int


AS_OF_UNIT = OwnRates(carer=0, lcw=0, lcwra_protected=0, lcwra_new=0)


class Adult(NamedTuple):
    """One adult of a unit. One who may not claim leaves the partner a single claim, and brings income alone."""

    is_present: bool
    is_pensioner: bool
    may_claim: bool
    is_under_25: bool
    is_scottish: bool
    care: Care
    disability: Disability
    means: OtherMeans
    work: Work
    incapacity: Incapacity
    rates: OwnRates = AS_OF_UNIT


NO_ADULT = Adult(
    is_present=False,
    is_pensioner=False,
    may_claim=False,
    is_under_25=False,
    is_scottish=False,
    care=Care(is_carer=False, claims_allowance=False),
    disability=Disability(daily_living=0, mobility=0, is_paid=True, is_severe=False),
    means=OtherMeans(
        pension=0, income=0, spares_cap=False, occupational_pension=0, maternity_allowance=0, is_jobseeker=False
    ),
    work=Work(gross_pay=0, weekly_hours=0.0, has_cap_grace=False, terms=EMPLOYEE, share_paid=1.0),
    incapacity=Incapacity(
        esa_kind=0,
        esa_group=0,
        esa_since=0,
        health_group=0,
        fit_note_since=0,
        lcwra_paid=False,
        lcwra_protected=False,
        awaits_element=False,
    ),
)


class Children(NamedTuple):
    """The children who count today: how many, and of these who was born before the two-child limit, and so on.

    `excepted` are those beyond the limit whom an exception to it lets count (UC Regs reg 24B); `disabled_lower` and
    `disabled_higher` bring an addition; `young` are of an age for Scottish Child Payment.
    """

    number: int
    before_limit: int
    excepted: int
    disabled_lower: int
    disabled_higher: int
    young: int


class Home(NamedTuple):
    """Where a unit lives, and the rent that its awards may meet, in pence a month.

    In temporary accommodation Housing Benefit meets it, and no housing element.
    """

    in_london: bool
    rent: int
    is_temporary: bool


class Outgoings(NamedTuple):
    """What a unit pays for: childcare while its adults work, and council tax, in pence a month.

    `most_reduction` is what Council Tax Reduction meets of the tax at most.
    """

    care: PaidCare
    council_tax: int
    most_reduction: int


class Household(NamedTuple):
    """One unit: its adults, children, home, savings, and what its award carries from month to month, in pence.

    `last_month` are the elements of last month's award, all 0 without one.
    """

    first: Adult
    second: Adult
    children: Children
    home: Home
    capital: int
    transitional_element: int
    last_month: LimitedElements
    outgoings: Outgoings


@rule(inlined=True)
def is_counted(adult: Adult) -> bool:
    """Say whether an adult belongs to the unit today."""
    return adult.is_present or adult.is_pensioner


@rule(inlined=True)
def is_couple(household: Household) -> bool:
    """Say whether two adults belong to the unit today."""
    return is_counted(household.first) and is_counted(household.second)


@rule(inlined=True)
def is_claimant(adult: Adult) -> bool:
    """Say whether an adult belongs to the unit today and may claim, alone or with a partner (UC Regs reg 3)."""
    return is_counted(adult) and adult.may_claim


@rule(inlined=True)
def is_joint(household: Household) -> bool:
    """Say whether two adults claim together; a partner who may not leaves a single claim (UC Regs reg 3(3))."""
    return is_claimant(household.first) and is_claimant(household.second)


@rule(inlined=True)
def is_claimable(household: Household) -> bool:
    """Say whether an adult under pension age may claim (WRA 2012 ss.3 and 4, UC Regs reg 3(2)(a))."""
    a, b = household.first, household.second
    return (a.is_present and a.may_claim) or (b.is_present and b.may_claim)


@rule(inlined=True)
def is_young(household: Household) -> bool:
    """Say whether all claimants of a unit are under 25."""
    a, b = household.first, household.second
    return (a.is_under_25 or not is_claimant(a)) and (b.is_under_25 or not is_claimant(b))


@rule
def may_claim_at(age: int, health_group: int, is_carer: bool, has_child: bool) -> bool:
    """Say whether a person of an age in months may claim: from 18, and some at 16 and 17 (UC Regs reg 8).

    These are ill with a fit note or a finding, carers and parents. Left out, since the columns do not know them:
    without support of parents, near a birth, and leavers of care, to whom caring brings nothing.
    """
    return age >= AGE_18 or health_group != HealthGroup.NONE or is_carer or has_child


@rule(inlined=True)
def cares(adult: Adult) -> bool:
    """Say whether a claimant is a carer."""
    return is_claimant(adult) and adult.care.is_carer


@rule(inlined=True)
def has_lcwra_paid(adult: Adult) -> bool:
    """Say whether a claimant brings an LCWRA element."""
    return is_claimant(adult) and adult.incapacity.lcwra_paid


@rule(inlined=True)
def has_disability_benefit(adult: Adult) -> bool:
    """Say whether an adult has either component of PIP or ADP."""
    return adult.disability.daily_living != PipRate.NONE or adult.disability.mobility != PipRate.NONE


@rule(inlined=True)
def differing(a: Adult, may_claim: bool, work: Work, incapacity: Incapacity) -> Adult:
    """Return an adult as they are, but for whether they may claim, their job, and their standing in ESA and UC."""
    return Adult(
        a.is_present,
        a.is_pensioner,
        may_claim,
        a.is_under_25,
        a.is_scottish,
        a.care,
        a.disability,
        a.means,
        work,
        incapacity,
        a.rates,
    )


@rule(inlined=True)
def with_incapacity(a: Adult, incapacity: Incapacity) -> Adult:
    """Return an adult with another standing in ESA and Universal Credit."""
    return differing(a, a.may_claim, a.work, incapacity)


@rule(inlined=True)
def with_rates(a: Adult, rates: OwnRates) -> Adult:
    """Return an adult whose elements are above those of the unit's law."""
    return Adult(
        a.is_present,
        a.is_pensioner,
        a.may_claim,
        a.is_under_25,
        a.is_scottish,
        a.care,
        a.disability,
        a.means,
        a.work,
        a.incapacity,
        rates,
    )


@rule(inlined=True)
def as_parent(a: Adult) -> Adult:
    """Return an adult who lives with a child, so may claim at any age (UC Regs reg 8(1)(d) and (e))."""
    return differing(a, is_counted(a), a.work, a.incapacity)


@rule(inlined=True)
def at_work(a: Adult, gross: int, hours: float) -> Adult:
    """Return an adult as in a job of some gross pay a month and some hours a week, in a usual month."""
    return differing(a, a.may_claim, Work(gross, hours, a.work.has_cap_grace, a.work.terms, 1.0), a.incapacity)


@rule(inlined=True)
def with_adults(unit: Household, first: Adult, second: Adult) -> Household:
    """Return a unit with other adults in their places."""
    return Household(
        first,
        second,
        unit.children,
        unit.home,
        unit.capital,
        unit.transitional_element,
        unit.last_month,
        unit.outgoings,
    )


@rule(inlined=True)
def at_own_rates(unit: Household, first: OwnRates, second: OwnRates) -> Household:
    """Return a unit each of whose adults brings elements at other rates than those of the unit's law."""
    return with_adults(unit, with_rates(unit.first, first), with_rates(unit.second, second))


@rule(inlined=True)
def with_job(unit: Household, is_first: bool, gross: int, hours: float) -> Household:
    """Return a unit with one adult, the first or the second, in a job of some pay a month and hours; none at no pay."""
    if is_first:
        return with_adults(unit, at_work(unit.first, gross, hours), unit.second)
    return with_adults(unit, unit.first, at_work(unit.second, gross, hours))


@rule(inlined=True)
def no_longer_caring(a: Adult) -> Adult:
    """Return an adult as they are, but no carer."""
    return Adult(
        a.is_present,
        a.is_pensioner,
        a.may_claim,
        a.is_under_25,
        a.is_scottish,
        Care(False, False),
        a.disability,
        a.means,
        a.work,
        a.incapacity,
        a.rates,
    )


@rule(inlined=True)
def without_care(unit: Household, is_first: bool) -> Household:
    """Return a unit of which one adult, the first or the second, is no carer."""
    if is_first:
        return with_adults(unit, no_longer_caring(unit.first), unit.second)
    return with_adults(unit, unit.first, no_longer_caring(unit.second))


@rule
def outgoings_of(care: PaidCare, nation: int, couple: bool, policy: Policy) -> Outgoings:
    """Return the outgoings of a unit with some childcare, whose council tax is that of a stylised home."""
    bill = council_tax(nation, couple, policy.council_tax)
    return Outgoings(care, bill, most_reduction(bill, nation, policy.council_tax))
