"""A benefit unit as the law sees it in one month: read once from the columns, then plain numbers.

Only adults who are present or past pension age count. In the columns a partner past pension age has the State Pension
alone, and the capability for work that was kept at that age. Codes are those of the columns.
"""

from __future__ import annotations

from typing import NamedTuple

from welfsim.awards.childcare import PaidCare, read_care
from welfsim.awards.council_tax import council_tax, most_reduction
from welfsim.awards.money import monthly
from welfsim.awards.pay import eligible_rent, monthly_pay, weekly_hours
from welfsim.awards.tax import net_pay
from welfsim.awards.transitional import LimitedElements
from welfsim.awards.universal_credit import (
    holds_protected_rate,
    is_born_before_limit,
    is_dependent,
    is_in_cap_grace,
    lcwra_payable_from,
    payable_from_age,
)
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import HealthGroup, Job, Nation, PipRate, Presence, Region
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.state import BenefitUnits, Districts, Persons

AGE_18 = 18 * MONTHS_A_YEAR
AGE_25 = 25 * MONTHS_A_YEAR
NOBODY = -1


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

    `threshold` is the gross pay in pence a month that Universal Credit expects of the adult, for the minimum income
    floor of a couple; `has_floor` says that the adult's own earnings are raised to it.
    """

    is_self_employed: bool
    pension_share: float
    threshold: int
    has_floor: bool


EMPLOYEE = Terms(is_self_employed=False, pension_share=0.0, threshold=0, has_floor=False)


class Work(NamedTuple):
    """An adult's job: gross pay in pence a month, 0 out of work, and hours a week, 0 where only the pay is known.

    `has_cap_grace` says that a lasting job ended recently, and before pension age.
    """

    gross_pay: int
    weekly_hours: float
    has_cap_grace: bool
    terms: Terms


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
    work=Work(gross_pay=0, weekly_hours=0.0, has_cap_grace=False, terms=EMPLOYEE),
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


@rule
def is_counted(adult: Adult) -> bool:
    """Say whether an adult belongs to the unit today."""
    return adult.is_present or adult.is_pensioner


@rule
def is_couple(household: Household) -> bool:
    """Say whether two adults belong to the unit today."""
    return is_counted(household.first) and is_counted(household.second)


@rule
def is_claimant(adult: Adult) -> bool:
    """Say whether an adult belongs to the unit today and may claim, alone or with a partner (UC Regs reg 3)."""
    return is_counted(adult) and adult.may_claim


@rule
def is_joint(household: Household) -> bool:
    """Say whether two adults claim together; a partner who may not leaves a single claim (UC Regs reg 3(3))."""
    return is_claimant(household.first) and is_claimant(household.second)


@rule
def is_claimable(household: Household) -> bool:
    """Say whether an adult under pension age may claim (WRA 2012 ss.3 and 4, UC Regs reg 3(2)(a))."""
    a, b = household.first, household.second
    return (a.is_present and a.may_claim) or (b.is_present and b.may_claim)


@rule
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


@rule
def cares(adult: Adult) -> bool:
    """Say whether a claimant is a carer."""
    return is_claimant(adult) and adult.care.is_carer


@rule
def has_lcwra_paid(adult: Adult) -> bool:
    """Say whether a claimant brings an LCWRA element."""
    return is_claimant(adult) and adult.incapacity.lcwra_paid


@rule
def has_disability_benefit(adult: Adult) -> bool:
    """Say whether an adult has either component of PIP or ADP."""
    return adult.disability.daily_living != PipRate.NONE or adult.disability.mobility != PipRate.NONE


@rule
def with_incapacity(a: Adult, incapacity: Incapacity) -> Adult:
    """Return an adult with another standing in ESA and Universal Credit."""
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
        incapacity,
    )


@rule
def as_parent(a: Adult) -> Adult:
    """Return an adult who lives with a child, so may claim at any age (UC Regs reg 8(1)(d) and (e))."""
    return Adult(
        a.is_present,
        a.is_pensioner,
        is_counted(a),
        a.is_under_25,
        a.is_scottish,
        a.care,
        a.disability,
        a.means,
        a.work,
        a.incapacity,
    )


@rule
def at_work(a: Adult, gross: int, hours: float) -> Adult:
    """Return an adult as in a job of some gross pay a month and some hours a week."""
    work = Work(gross, hours, a.work.has_cap_grace, a.work.terms)
    return Adult(
        a.is_present,
        a.is_pensioner,
        a.may_claim,
        a.is_under_25,
        a.is_scottish,
        a.care,
        a.disability,
        a.means,
        work,
        a.incapacity,
    )


@rule
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


@rule
def current_pay(person: Persons, i: int, policy: Policy, month: int) -> int:
    """Return a person's gross monthly pay; nothing when out of work."""
    months = month - int(person.job_since[i])
    return monthly_pay(int(person.hourly_pay[i]), int(person.job[i]), months, policy.economy.earnings_index, policy.pay)


@rule
def other_adult(person: Persons, i: int) -> int:
    """Return the row of the other adult of person `i`'s unit, alive or not, a neighbour; or NOBODY."""
    if i > 0 and person.unit[i - 1] == person.unit[i]:
        return i - 1
    if i + 1 < person.unit.size and person.unit[i + 1] == person.unit[i]:
        return i + 1
    return NOBODY


@rule
def partner(person: Persons, i: int) -> int:
    """Return the row of a person's partner, present or past pension age, or NOBODY."""
    other = other_adult(person, i)
    if other == NOBODY:
        return NOBODY
    if person.presence[other] == Presence.PRESENT or person.presence[other] == Presence.PENSION_AGE:
        return other
    return NOBODY


@rule
def whole(number: int) -> int:
    """Return a number in 64 bits, so that all who read a household compile to one version of each rule."""
    return int(number) + 0


@rule
def read_incapacity(
    person: Persons, i: int, is_present: bool, is_pensioner: bool, policy: Policy, month: int
) -> Incapacity:
    """Read what person `i`'s health brings; past pension age the group that was kept then."""
    p, since = policy.universal_credit, whole(person.fit_note_since[i])
    group = whole(person.left_group[i]) if is_pensioner else whole(person.health_group[i])
    element_from = payable_from_age(int(person.element_from[i]), int(person.birth_month[i]), p)
    has_lcwra = (is_present or is_pensioner) and group == HealthGroup.LCWRA
    is_paid, may_be_found = has_lcwra and month >= element_from, has_lcwra or group == HealthGroup.PRE_WCA
    return Incapacity(
        whole(person.esa_kind[i]),
        whole(person.esa_group[i]),
        whole(person.esa_since[i]),
        group,
        since,
        is_paid,
        holds_protected_rate(since, int(person.element_from[i]), bool(person.lifelong[i]), bool(person.from_esa[i]), p),
        may_be_found and not is_paid and month < lcwra_payable_from(since, False, False, p),
    )


@rule
def employee() -> Terms:
    """Return the terms of everyone in a simulation: an employee without a pension scheme."""
    return Terms(False, 0.0, 0, False)


@rule
def read_work(person: Persons, i: int, is_present: bool, is_scottish: bool, policy: Policy, month: int) -> Work:
    """Read person `i`'s job; who is not present has none, and no grace from the cap."""
    if not is_present:
        return Work(0, 0.0, False, employee())
    gross = current_pay(person, i, policy, month)
    return Work(
        gross,
        weekly_hours(int(person.job[i]), policy.pay),
        gross == 0 and is_after_lasting_job(person, i, is_scottish, policy, month),
        employee(),
    )


@rule
def is_after_lasting_job(person: Persons, i: int, is_scottish: bool, policy: Policy, month: int) -> bool:
    """Say whether person `i`, out of work, has grace from the benefit cap after the last job.

    What the job paid at the start of its last 12 months, when it paid least of them, is taken as it would be today
    and held to today's exception. A partner's pay is left out, where the law counts a couple's together.
    """
    since, until = int(person.job_since[i]), int(person.last_work[i])
    if month - until >= policy.benefit_cap.grace_months:
        return False
    job = Job.PART_TIME.value if person.hours_part_time[i] else Job.FULL_TIME.value
    tenure = until - since - policy.benefit_cap.grace_job_months
    gross = monthly_pay(int(person.hourly_pay[i]), job, tenure, policy.economy.earnings_index, policy.pay)
    net = net_pay(gross, is_scottish, policy.tax)
    return is_in_cap_grace(since, until, net, month, policy.benefit_cap, policy.pay)


@rule
def read_adult(person: Persons, i: int, place: Districts, belongs: bool, policy: Policy, month: int) -> Adult:
    """Read person `i` from the columns; one who does not belong to the unit is neither present nor a pensioner.

    Children, who let their parents claim at 16 and 17, are seen by `read_household`.
    """
    is_present = belongs and person.presence[i] == Presence.PRESENT
    is_pensioner = belongs and person.presence[i] == Presence.PENSION_AGE
    age = month - int(person.birth_month[i])
    may_claim = may_claim_at(age, int(person.health_group[i]), bool(person.carer[i]), False)
    is_scottish = place.nation[person.district[i]] == Nation.SCOTLAND
    return Adult(
        is_present,
        is_pensioner,
        (is_present or is_pensioner) and may_claim,
        age < AGE_25,
        is_scottish,
        Care(bool(person.carer[i]), True),
        Disability(whole(person.daily_living[i]), whole(person.mobility[i]), True, False),
        OtherMeans(monthly(policy.pay.state_pension) if is_pensioner else 0, 0, False, 0, 0, False),
        read_work(person, i, is_present, is_scottish, policy, month),
        read_incapacity(person, i, is_present, is_pensioner, policy, month),
    )


@rule
def read_children(unit: BenefitUnits, j: int, policy: Policy, month: int) -> Children:
    """Read the children of unit `j` who count in a month."""
    until, number, before_limit, young = policy.ageing.dependent_until, 0, 0, 0
    for birth in (unit.child_1_birth[j], unit.child_2_birth[j], unit.child_3_birth[j], unit.child_4_birth[j]):
        if is_dependent(int(birth), month, until):
            number += 1
            before_limit += int(is_born_before_limit(int(birth)))
            young += int(month - int(birth) < policy.scottish_child_payment.until_age * MONTHS_A_YEAR)
    lower, higher = int(unit.disabled_children_lower[j]), int(unit.disabled_children_higher[j])
    return Children(number, before_limit, 0, lower, higher, young)


@rule
def outgoings_of(care: PaidCare, nation: int, couple: bool, policy: Policy) -> Outgoings:
    """Return the outgoings of a unit with some childcare, whose council tax is that of a stylised home."""
    bill = council_tax(nation, couple, policy.council_tax)
    return Outgoings(care, bill, most_reduction(bill, nation, policy.council_tax))


@rule
def read_last_month(unit: BenefitUnits, j: int) -> LimitedElements:
    """Read the elements of unit `j`'s award of last month."""
    return LimitedElements(
        whole(unit.last_standard_allowance[j]),
        whole(unit.last_child[j]),
        whole(unit.last_disabled_child[j]),
        whole(unit.last_housing[j]),
        whole(unit.last_first_carer[j]),
        whole(unit.last_second_carer[j]),
        whole(unit.last_first_health[j]),
        whole(unit.last_second_health[j]),
    )


@rule
def read_household(
    person: Persons, unit: BenefitUnits, place: Districts, j: int, policy: Policy, month: int
) -> Household:
    """Read unit `j` and its adults from the columns."""
    row = whole(unit.first_person[j])
    last = row + int(unit.adults[j]) - 1
    nation = whole(place.nation[unit.district[j]])
    first = read_adult(person, row, place, True, policy, month)
    second = read_adult(person, last, place, last > row, policy, month)
    children = read_children(unit, j, policy, month)
    couple = is_counted(first) and is_counted(second)
    return Household(
        as_parent(first) if children.number > 0 else first,
        as_parent(second) if children.number > 0 else second,
        children,
        Home(
            place.region[unit.district[j]] == Region.LONDON,
            eligible_rent(int(unit.tenure[j]), int(unit.rent[j]), policy.economy.rent_index),
            False,
        ),
        int(unit.capital[j]),
        int(unit.transitional_element[j]),
        read_last_month(unit, j),
        outgoings_of(read_care(unit, j, nation, policy, month), nation, couple, policy),
    )
