"""A benefit unit read from the columns.

A partner past pension age has the State Pension alone, and the capability for work that was kept at that age.
"""

from __future__ import annotations

from welfsim.awards.childcare import read_care
from welfsim.awards.household import (
    AGE_25,
    Adult,
    Care,
    Children,
    Disability,
    Home,
    Household,
    Incapacity,
    OtherMeans,
    OwnRates,
    Terms,
    Work,
    as_parent,
    is_counted,
    may_claim_at,
    outgoings_of,
)
from welfsim.awards.money import monthly, whole
from welfsim.awards.pay import current_pay, eligible_rent, hours_in_job, minimum_wage_earnings, usual_pay_in_job
from welfsim.awards.requirements import THREE_YEARS, asked_without_earnings, expected_hours, lead, youngest_child_age
from welfsim.awards.self_employment import is_past_start_up, may_start_up, own_insurance
from welfsim.awards.tax import income_tax
from welfsim.awards.transitional import LimitedElements
from welfsim.awards.universal_credit import (
    holds_protected_rate,
    is_born_before_limit,
    is_dependent,
    is_excepted_twin,
    is_in_cap_grace,
    lcwra_payable_from,
    payable_from_age,
)
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import HealthGroup, Job, Nation, Presence, Regime, Region
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons

THOUSAND = 1000  # thousandths of usual pay


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
def read_terms(person: Persons, i: int, youngest: int, policy: Policy, month: int) -> Terms:
    """Read on what terms person `i` works or would work: nobody has a pension scheme.

    `youngest` is the age in months of the youngest child in the own charge. Only those asked for everything, and past
    the start-up period, have a minimum income floor (UC Regs regs 62 and 63); health is seen where it is applied.
    """
    p, since = policy.universal_credit, int(person.start_up_since[i])
    asked = asked_without_earnings(HealthGroup.NONE.value, bool(person.carer[i]), youngest)
    threshold, own = minimum_wage_earnings(expected_hours(asked, p), policy.pay), bool(person.self_employed[i])
    began = int(person.job_since[i]) if person.job[i] != Job.OUT else month
    is_over = is_past_start_up(since, month, p) and not may_start_up(since, began, p)
    return Terms(own, 0.0, threshold, own and asked == Regime.INTENSIVE_SEARCH and is_over, False)


@rule
def read_work(
    person: Persons, i: int, is_present: bool, is_scottish: bool, youngest: int, policy: Policy, month: int
) -> Work:
    """Read person `i`'s job; who is not present has none, and no grace from the cap. Unpaid sick leave has no hours."""
    if not is_present:
        return Work(0, 0.0, False, Terms(False, 0.0, 0, False, False), 1.0)
    gross = current_pay(person, i, policy, month)
    return Work(
        gross,
        hours_in_job(person, i, int(person.job[i]), month - int(person.job_since[i]), policy, month)
        if gross > 0
        else 0.0,
        gross == 0 and is_after_lasting_job(person, i, is_scottish, policy, month),
        read_terms(person, i, youngest, policy, month),
        1.0 + person.pay_over_usual[i] / THOUSAND if person.leave_since[i] == 0 else 1.0,
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
    gross = usual_pay_in_job(person, i, job, tenure, policy, month)
    insurance = own_insurance(gross, bool(person.self_employed[i]), policy.tax)
    net = gross - income_tax(gross, is_scottish, policy.tax) - insurance
    return is_in_cap_grace(since, until, net, month, policy.benefit_cap, policy.pay)


@rule
def read_adult(
    person: Persons, i: int, place: Districts, belongs: bool, youngest: int, policy: Policy, month: int
) -> Adult:
    """Read person `i` from the columns; one who does not belong to the unit is neither present nor a pensioner.

    `youngest` is the age in months of the youngest child in the own charge. Children, who let their parents claim at 16
    and 17, are seen by `read_household`.
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
        Care(bool(person.carer[i]), bool(person.claims_allowance[i])),
        Disability(whole(person.daily_living[i]), whole(person.mobility[i]), True, False),
        OtherMeans(monthly(policy.pay.state_pension) if is_pensioner else 0, 0, False, 0, 0, False),
        read_work(person, i, is_present, is_scottish, youngest, policy, month),
        read_incapacity(person, i, is_present, is_pensioner, policy, month),
        OwnRates(0, 0, 0, 0),
    )


@rule
def read_children(unit: BenefitUnits, j: int, policy: Policy, month: int) -> Children:
    """Read the children of unit `j` who count in a month, the eldest first; siblings of one month are twins."""
    until, number, before_limit, excepted, young, last = policy.ageing.dependent_until, 0, 0, 0, 0, 0
    for birth in (unit.child_1_birth[j], unit.child_2_birth[j], unit.child_3_birth[j], unit.child_4_birth[j]):
        if is_dependent(int(birth), month, until):
            number += 1
            before_limit += int(is_born_before_limit(int(birth)))
            excepted += int(is_excepted_twin(number, int(birth), last))
            last = int(birth)
            young += int(month - int(birth) < policy.scottish_child_payment.until_age * MONTHS_A_YEAR)
    lower, higher = int(unit.disabled_children_lower[j]), int(unit.disabled_children_higher[j])
    return Children(number, before_limit, excepted, lower, higher, young)


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
    youngest, leads = youngest_child_age(unit, j, month), lead(person, unit, j) == row
    first = read_adult(person, row, place, True, youngest if leads else THREE_YEARS, policy, month)
    second = read_adult(person, last, place, last > row, THREE_YEARS if leads else youngest, policy, month)
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
